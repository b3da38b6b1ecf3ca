"""Invented names, and texts that harm a renderer which takes them for markup or a formula, or takes them to be short."""

from __future__ import annotations

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b>bold</b>',
    "&amp; &lt;i&gt; ]]> -->",
    '=HYPERLINK("http://evil.example","go")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+31 20 123",
    "-2+3",
    '#eval("1+1") #read("main.typ") $x^2$',
    "*bold* _italic_ = Heading @ref <label> \\u{41}",
    '#import "@preview/cetz:0.1.0"',
    "{{ 7*7 }} {% raw %} {0} %s ${HOME}",
    "costs $5m to $9m",
    "هيئة مستقلة تراقب الأعضاء",
    "ועדה עצמאית",
    "Ünïcödé ŵörds, Ελληνικά, Кириллица",
    "🌍👩‍🌾 emoji",
    "first line\nsecond line\n\nnew paragraph",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
    "javascript:alert(1)",
    "http://example.org/" + "very/long/path/" * 20,
    "\u202egnirts desrever\u202c",
    "</style></title></svg>",
    "  spaces  and\ttab ",
)
LONG = "A very long text of one hundred thousand characters. " * 1887
NAMES = (
    ("Fair Cocoa Forum", "Forum eerlijke cacao"),
    ("Covenant on Sustainable Garments and Textile", "Convenant duurzame kleding en textiel"),
    ("Gold Agreement", "Goudconvenant"),
    ("Banking Round Table", "Bankentafel"),
    ("Forestry Stewardship Compact", "Akkoord bosbeheer"),
    ("Code for Natural Stone", "Code natuursteen"),
    ("Metals Pact", "Metaalpact"),
    ("Partnership of Insurers for Human Rights in the Chain", "Verbond van verzekeraars voor mensenrechten in de keten"),
    ("Flower Initiative", "Bloemeninitiatief"),
    ("Food Products Agreement", "Voedingsmiddelenconvenant"),
    ("Pension Funds Dialogue", "Pensioenfondsendialoog"),
    ("Renewable Energy Accord", "Akkoord hernieuwbare energie"),
)
