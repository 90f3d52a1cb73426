// The page on which mentors read records; its modules are loaded on no other page.

const place = document.getElementById("records");
if (place) {
  const { show } = await import("./desk.mjs");
  await show(place);
}
