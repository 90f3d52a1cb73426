// The pages on which people sign; the modules are loaded on no other page.

const enrolment = document.getElementById("enrol");
if (enrolment) {
  const { enrol } = await import("./enrol.mjs");
  enrol(enrolment);
}

const place = document.getElementById("sign");
if (place) {
  const { begin } = await import("./begin.mjs");
  await begin(place);
}
