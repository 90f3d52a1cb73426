export default {
  "checks.answered": "{answered} of {total} answered, {right} right at the first try.",
  "checks.check": "Check",
  "checks.choose": "Choose an answer first.",
  "checks.failed": "{pass}% would pass; read the reasons and come back tomorrow.",
  "checks.passed": "That would pass.",
  "checks.right": "Right.",
  "checks.wrong": "Not this one. The reason is below."
};
