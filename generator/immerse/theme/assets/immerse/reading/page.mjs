// The page on which mentors read records; on other pages nothing of it is loaded.

const place = document.getElementById("records");
if (place) {
  const { show } = await import("./desk.mjs");
  await show(place);
}
