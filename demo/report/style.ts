/** The report's look: dense, calm, printable; colour never says anything alone. */
export const style = `
:root { color-scheme: light dark; --ground: #fff; --panel: #f5f6f7; --line: #d3d7db; --text: #1d2329; --quiet: #58626c; --action: #0b57a4; --proof: #17663a; --doubt: #8a5300; --fault: #a3201c }
@media (prefers-color-scheme: dark) { :root { --ground: #16191d; --panel: #1f2429; --line: #3a424a; --text: #e6e9ec; --quiet: #a6b0ba; --action: #7db7f5; --proof: #7fd0a0; --doubt: #efb25c; --fault: #ff948c } }
* { box-sizing: border-box }
body { margin: 0 auto; padding: 24px 20px 64px; max-width: 1160px; background: var(--ground); color: var(--text); font: 400 14px/1.45 "Be Vietnam Pro", system-ui, sans-serif; font-variant-numeric: tabular-nums }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 4px }
h2 { font-size: 19px; margin: 40px 0 8px; padding-top: 12px; border-top: 2px solid var(--line) }
h3 { font-size: 16px; margin: 28px 0 6px }
h1, h2, h3, th, strong { font-weight: 600 }
p { margin: 6px 0; max-width: 82ch }
a { color: var(--action) }
.en { color: var(--quiet); font-size: .92em; font-weight: 400 }
.banner { border: 2px solid var(--doubt); color: var(--doubt); padding: 8px 12px; font-weight: 600; margin: 12px 0 }
nav ol { columns: 2; padding-left: 20px; margin: 8px 0 }
dl.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: 8px; margin: 16px 0 }
dl.figures div { background: var(--panel); border: 1px solid var(--line); padding: 8px 12px }
dl.figures dt { color: var(--quiet); font-size: 13px }
dl.figures dd { margin: 0; font-size: 20px; font-weight: 600 }
table { border-collapse: collapse; width: 100%; font-size: 13px; margin: 8px 0 16px }
caption { text-align: left; font-weight: 600; padding: 4px 0 }
th, td { border: 1px solid var(--line); padding: 4px 8px; text-align: left; vertical-align: top }
thead th { background: var(--panel) }
tbody th { font-weight: 400 }
td img, .mark img { max-width: 100%; height: auto; background: #fff }
td img { max-height: 56px; width: auto }
code { font: 12.5px/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere }
.wide { overflow-x: auto }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin: 8px 0; max-width: 900px }
figure { margin: 0; border: 1px solid var(--line); background: var(--panel); padding: 8px }
figure img { display: block; width: 100%; height: auto; background: #fff }
figcaption { font-size: 13px; color: var(--quiet); padding-top: 6px }
.case { display: grid; grid-template-columns: 260px 1fr; gap: 12px; margin: 8px 0; align-items: start }
.mark { max-width: 620px; margin: 8px 0 }
.proof { color: var(--proof) } .doubt { color: var(--doubt) } .fault { color: var(--fault) }
.state { font-weight: 600 }
.said { border-left: 4px solid var(--doubt); background: var(--panel); padding: 8px 12px; margin: 8px 0; max-width: 82ch }
.said p { margin: 2px 0 }
details { margin: 8px 0 } summary { cursor: pointer; color: var(--action) }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--action); outline-offset: 2px }
footer { margin-top: 40px; border-top: 2px solid var(--line); padding-top: 12px; color: var(--quiet); font-size: 13px }
@media (max-width: 640px) { nav ol { columns: 1 } .pair { gap: 6px } .case { grid-template-columns: 1fr } }
@media print { :root { color-scheme: light; --ground: #fff; --panel: #fff; --line: #999; --text: #000; --quiet: #333; --action: #000; --proof: #000; --doubt: #000; --fault: #000 }
  body { max-width: none; padding: 0; font-size: 10pt } h3, figure, tr, .said { break-inside: avoid } h2, h3 { break-after: avoid } details > * { display: block } @page { size: A4; margin: 15mm } }
`
