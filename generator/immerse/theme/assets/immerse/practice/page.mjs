// The page of the triage practice; its modules are loaded on no other page.

const place = document.getElementById("practice");
if (place) {
  const { show } = await import("./desk.mjs");
  await show(place);
}
