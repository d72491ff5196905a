/** The style sheet of the report's page: light and dark, from 380 px up, and for paper. */
export const pageStyle = `
:root{color-scheme:light dark;--ink:#1b1b1f;--soft:#5b5b66;--line:#d9d9e0;--paper:#ffffff;--panel:#f5f5f8;--accent:#005a8f;--warn:#a63f00;--hubscope-surface:#ffffff}
@media (prefers-color-scheme:dark){:root{--ink:#e7e7ea;--soft:#a5a5b2;--line:#393942;--paper:#15151a;--panel:#1e1e25;--accent:#6cbcf0;--warn:#ff9a56;--hubscope-surface:#15151a}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:62.5rem;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,DejaVu Sans,sans-serif;overflow-wrap:break-word}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .75rem}
h2{font-size:1.35rem;line-height:1.25;margin:3rem 0 .75rem;padding-top:1.25rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
p{max-width:44rem;margin:.5rem 0}
a{color:var(--accent)}
.lead{font-size:1.1rem}
.soft,.meta{color:var(--soft);font-size:.875rem}
.finding{font-size:1.1rem;font-weight:600;max-width:46rem}
.mark{border:2px solid var(--warn);color:var(--warn);border-radius:6px;padding:.6rem .9rem;font-weight:700;margin:0 0 1.5rem}
.warn{color:var(--warn)}
figure{margin:1.25rem 0}
.wide>svg,.narrow>svg{display:block;max-width:100%;height:auto}
.narrow{display:none}
.scroll{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums;min-width:100%}
.caption{margin-bottom:0}
th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;border-bottom:1px solid var(--line)}
.scroll td{white-space:nowrap;max-width:26rem;overflow:hidden;text-overflow:ellipsis}
.scroll td.prose{white-space:normal;min-width:9rem}
.stack{table-layout:fixed}
.stack thead th:nth-child(1){width:15%}.stack thead th:nth-child(2){width:21%}.stack thead th:nth-child(3){width:42%}
.stack td div+div{margin-top:.4rem}
.claims thead th{min-width:0}.claims thead th:nth-child(1){width:6%}.claims thead th:nth-child(2){width:20%}.claims thead th:nth-child(3){width:14%}.claims thead th:nth-child(4){width:22%}.claims thead th:nth-child(5){width:9%}.claims thead th:nth-child(6){width:11%}.claims thead th:nth-child(7){width:7%}
.quarters thead th:nth-child(1){width:15%}.quarters thead th:nth-child(2){width:28%}.quarters thead th:nth-child(3){width:27%}
.consolidated thead th:nth-child(1){width:8%}.consolidated thead th:nth-child(2){width:42%}.consolidated thead th:nth-child(3){width:22%}
.verdict{white-space:nowrap}.verdict-mark{vertical-align:-.22em}
.changes li{margin:.35rem 0}
.works{font-size:.9rem;max-width:48rem}
th{font-weight:600}
thead th{border-bottom:2px solid var(--line);vertical-align:bottom;min-width:4.5rem}
.number{text-align:right}
th.number,td.number{padding-left:.5rem}
ul{padding-left:1.2rem;max-width:44rem}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.3rem 1rem;font-size:.9rem;max-width:48rem}
dt{font-weight:600}dd{margin:0}
pre{background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.8rem 1rem;overflow-x:auto;font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,DejaVu Sans Mono,monospace}
code{font-family:ui-monospace,SFMono-Regular,Menlo,DejaVu Sans Mono,monospace;font-size:.9em}
@media (max-width:700px){
body{padding:1.25rem 1rem 3rem}
h1{font-size:1.5rem}
.wide{display:none}
.narrow{display:block}
dl{grid-template-columns:1fr;gap:.1rem}
dd{margin-bottom:.5rem}
.stack,.stack tbody{display:block}.stack thead{display:none}
.stack tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}
.stack tr>th,.stack tr>td{display:block;width:auto;border:0;padding:.1rem 0;max-width:none;text-align:left;white-space:normal}
.stack td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.75rem}
.claims td::before{content:attr(data-label) ': ';display:inline}
}
@media print{
:root{--ink:#000000;--soft:#444444;--line:#bbbbbb;--paper:#ffffff;--panel:#f5f5f5;color-scheme:light}
@page{margin:16mm}
body{max-width:none;padding:0;font-size:10.5pt}
a{color:inherit;text-decoration:none}
section.figure{break-before:page}
section.figure h2{border-top:0;padding-top:0;margin-top:0}
figure,tr,dl,pre{break-inside:avoid}
h2,h3,.caption{break-after:avoid}
thead{display:table-header-group}
.scroll,pre,.scroll td{overflow:visible;text-overflow:clip}
pre{white-space:pre-wrap}
.scroll td{white-space:normal;overflow-wrap:break-word}thead th,.scroll td.prose{min-width:0}
table{font-size:8.5pt}
.wide{display:block}.narrow{display:none}
}
`;
