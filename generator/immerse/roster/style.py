"""The style of the roster's page: light, dark and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #14181f; --paper: #fff; --line: #b9bec6; --quiet: #50565e; --real: #00558c;
  --plan: #8a4b00; --box: #eef3f8; --empty: #fdf3e2 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8eaee; --paper: #16191e; --line: #565c66; --quiet: #b4bac4; --real: #7cc4f5; --plan: #f0b46c;
    --box: #1f2a35; --empty: #33291a }
}
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 70rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.25 }
h2 { margin-top: 2.5rem; border-bottom: 2px solid var(--line) }
h3 { margin: 2rem 0 .25rem; font-size: 1.15rem }
h4 { margin: 1rem 0 .25rem; font-size: 1rem }
nav ul { columns: 14rem; padding-left: 1.2rem }
a { color: inherit }
.quiet { color: var(--quiet) }
.wide { overflow-x: auto }
.wide + .wide { margin-top: 2rem }
.wide:focus-visible { outline: 3px solid var(--real) }
table { border-collapse: collapse; width: 100%; font-size: .9rem; overflow-wrap: normal }
th, td { padding: .3rem .5rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
thead th { border-bottom-width: 2px }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
td.d { white-space: nowrap }
.person + .person { border-top: 1px solid var(--line) }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 2rem }
figure { margin: 1rem 0 }
figcaption { font-weight: 600; margin-bottom: .5rem }
svg { display: block; overflow: visible }
svg text { font: 14px system-ui, sans-serif; fill: var(--ink) }
svg text.name { font-weight: 600 }
polyline, line { fill: none; stroke: var(--line); stroke-width: 1 }
.plan { stroke: var(--plan); stroke-width: 2.5; stroke-dasharray: 6 4 }
.real { stroke: var(--real); stroke-width: 3 }
rect.with { fill: var(--box); stroke: var(--real) }
rect.without { fill: var(--empty); stroke: var(--plan); stroke-dasharray: 6 4 }
circle.placed { fill: var(--real); stroke: var(--real); stroke-width: 2 }
circle.coming { fill: var(--paper); stroke: var(--real); stroke-width: 2 }
@page { size: A4 landscape; margin: 12mm }
@media print {
  :root { --ink: #000; --paper: #fff; --line: #777; --quiet: #333; --real: #000; --plan: #000; --box: #fff;
    --empty: #fff }
  body { max-width: none; padding: 0; font-size: 9pt; background: #fff }
  nav { display: none }
  .wide { overflow: visible }
  h2, h3, h4, thead { break-after: avoid }
  tr, figure, .together { break-inside: avoid }
  table { font-size: 8pt }
  th, td { padding: 1mm 1.5mm }
}
"""
