// The pages on which people sign; on other pages nothing of it is loaded.

const place = document.getElementById("sign");
if (place) {
  const { begin } = await import("./begin.mjs");
  await begin(place);
}
