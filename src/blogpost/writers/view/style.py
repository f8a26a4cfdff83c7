"""How the page looks, in light and in dark."""

STYLE = """\
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { line-height: 1.2; }
h2 { margin-top: 2.5rem; font-size: 1rem; text-transform: uppercase; letter-spacing: .08em; opacity: .7; }
table.fields { border-collapse: collapse; width: 100%; }
table.fields th, table.fields td { text-align: start; vertical-align: top; padding: .2rem .6rem .2rem 0; }
table.fields th { white-space: nowrap; }
table.fields tr { border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
.none { opacity: .5; }
.label { border: 1px solid #8888; border-radius: 1rem; padding: 0 .6rem; }
.body { border-inline-start: 3px solid #8884; padding-inline-start: 1rem; }
.body > * { outline: 1px dotted #8886; outline-offset: 2px; }
.body td, .body th { border: 1px solid #8884; padding: .2rem .5rem; }
img { min-width: 4rem; min-height: 2rem; max-width: 100%; outline: 1px dashed #888; }
pre { overflow-x: auto; }
mark { color: inherit; border-radius: .2rem; padding: 0 .1rem; background: #ffd54f66; }
mark.term { background: #90a4ae55; }
mark.title { background: #81c78466; }
mark.block { background: #64b5f633; }
ol.thread { list-style: none; padding-inline-start: 1rem; border-inline-start: 3px solid #64b5f688; }
.who { font-weight: 600; margin-bottom: 0; }
"""
