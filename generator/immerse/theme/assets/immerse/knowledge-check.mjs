// Knowledge checks: choose, look, see why. Without this module the answers are folded under each question.

function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function chosenIn(question) {
  return question.querySelector("input:checked")?.value ?? "";
}

function verdict(isRight) {
  return isRight ? "Right." : "Not this one. The reason is below.";
}

/** Adds a button and a verdict to one question; `onFirst` hears the result of the first try. */
function enliven(question, onFirst) {
  const number = question.querySelector("legend").firstChild.textContent.trim().toLowerCase();
  const look = make("button", "im-button", "Check");
  look.type = "button";
  look.disabled = true;
  look.setAttribute("aria-label", `Check ${number}`);
  const result = make("p", "im-verdict", "");
  result.setAttribute("role", "status");
  const answer = question.querySelector("details");
  answer.before(look, result);
  let isFirst = true;
  question.addEventListener("change", () => {
    look.disabled = chosenIn(question) === "";
    result.textContent = "";
  });
  look.addEventListener("click", () => {
    const isRight = chosenIn(question) === question.dataset.answer;
    result.textContent = verdict(isRight);
    result.classList.toggle("im-verdict--right", isRight);
    result.classList.toggle("im-verdict--wrong", !isRight);
    answer.open = true;
    if (isFirst) {
      isFirst = false;
      onFirst(isRight);
    }
  });
}

function summary(answered, right, total, pass) {
  const first = `${answered} of ${total} answered, ${right} right at the first try.`;
  if (answered < total) {
    return first;
  }
  return `${first} ${right * 100 >= pass * total ? "That would pass." : `${pass}% would pass; read the reasons and come back tomorrow.`}`;
}

for (const group of document.querySelectorAll(".im-checks")) {
  const questions = [...group.querySelectorAll(".im-check")];
  const pass = Number(group.dataset.pass);
  const line = make("p", "im-verdict", "");
  line.setAttribute("role", "status");
  group.append(line);
  let answered = 0;
  let right = 0;
  for (const question of questions) {
    enliven(question, (isRight) => {
      answered += 1;
      right += isRight ? 1 : 0;
      line.textContent = summary(answered, right, questions.length, pass);
    });
  }
}
