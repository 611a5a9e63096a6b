"""How the page looks: by day, by night and in print."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 62rem; padding: 0 1rem;
  background: #fff; color: #1a1a1a; }
h1 { font-size: 1.6rem; margin-bottom: .2rem; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
.numbers { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .7rem; padding: 0; }
.numbers li { list-style: none; border: 1px solid #ccd5de; border-radius: 6px; padding: .6rem .8rem; }
.numbers .value { font-size: 1.35rem; } .value small { font-size: .85rem; } .numbers p { margin: .1rem 0; }
small, .quiet { color: #5a6672; }
table { border-collapse: collapse; } caption { text-align: left; padding-bottom: .3rem; color: #5a6672; }
th, td { padding: .2rem .7rem .2rem 0; text-align: left; border-bottom: 1px solid #e3e8ed; vertical-align: top; }
.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th.figure { white-space: normal; } td:first-child { white-space: nowrap; }
.wide { overflow-x: auto; } svg { font: 12px system-ui, sans-serif; display: block; } svg text { fill: #1a1a1a; }
svg g > text[fill="#fff"] { fill: #fff; } svg .small { font-size: 10px; }
.bar { fill: #184e77; } .pale { fill: #a9c4d9; } .whisker { stroke: #d1495b; stroke-width: 1.5; }
.grid { stroke: #e3e8ed; } li { margin: .2rem 0; } code { background: #eef2f5; padding: 0 .3rem; border-radius: 3px; }
@media (prefers-color-scheme: dark) {
  body { background: #14181c; color: #e6e6e6; } svg text { fill: #e6e6e6; } svg g > text[fill="#111"] { fill: #111; }
  small, .quiet, caption { color: #9aa7b3; } .numbers li, th, td { border-color: #34404a; }
  code { background: #26303a; } .bar { fill: #4d94c4; } .pale { fill: #2c4a5e; } .grid { stroke: #2a343d; }
}
@media print { body { max-width: none; margin: 0; } h2 { break-after: avoid; } }
"""
