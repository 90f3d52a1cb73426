// The page of the triage practice; on other pages nothing of it is loaded.

const place = document.getElementById("practice");
if (place) {
  const { show } = await import("./desk.mjs");
  await show(place);
}
