"""What an archive asks of a PDF that WeasyPrint does not give, added to its objects just before they are written.

- the report's data, attached as a file that belongs to the document, with the dates of the report (ISO 19005-3, 6.8);
- beside the claim of PDF/A-3a the one of PDF/UA-1, and the description that PDF/A asks of a property it does not know
  (ISO 19005-3, 6.6.2.3; ISO 14289-1, 5);
- no picture is smoothed by the viewer (ISO 19005-3, 6.2.8.1).
"""

from __future__ import annotations

import zlib
from datetime import date
from typing import Any

from reportgen.model.artifact import Artifact

_CLAIM = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
_END = b"</rdf:RDF>"


def archive(pdf: Any, data: Artifact | None, title: str, as_of: date) -> None:
    """``pdf`` is a pydyf.PDF written as PDF/A-3a; ``data`` is attached, described by ``title``, dated ``as_of``."""
    if data is not None:
        _attach(pdf, data, title, as_of)
    _claim_accessibility(pdf)
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Interpolate"):
            item.extra["Interpolate"] = "false"


def _attach(pdf: Any, data: Artifact, title: str, as_of: date) -> None:
    import pydyf  # type: ignore[import-untyped]

    day = pydyf.String(f"D:{as_of:%Y%m%d}000000Z")
    extra = {
        "Type": "/EmbeddedFile",
        "Subtype": "/" + data.media_type.replace("/", "#2F"),
        "Params": pydyf.Dictionary({"Size": len(data.data), "CreationDate": day, "ModDate": day}),
        "Filter": "/FlateDecode",
    }
    file = pydyf.Stream([zlib.compress(data.data, 9)], pydyf.Dictionary(extra))
    pdf.add_object(file)
    name = pydyf.String(data.name)
    entry = {
        "Type": "/Filespec",
        "F": name,
        "UF": name,
        "EF": pydyf.Dictionary({"F": file.reference, "UF": file.reference}),
        "Desc": pydyf.String(title),
        "AFRelationship": "/Data",
    }
    specification = pydyf.Dictionary(entry)
    pdf.add_object(specification)
    names = pydyf.Dictionary({"Names": pydyf.Array([name, specification.reference])})
    pdf.catalog["AF"] = pydyf.Array([specification.reference])
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = names


def _claim_accessibility(pdf: Any) -> None:
    """In the packet of metadata, which stays readable without a PDF reader."""
    packet = next(item for item in pdf.objects if item.reference == pdf.catalog["Metadata"])
    packet.stream = [b"".join(packet.stream).replace(_END, _CLAIM + _END)]
    packet.compress = False
