"""Pages of the ontology, of each code list and of the shapes, made by pyLODE from the Turtle files.

pyLODE 3.3.4 is the last version that runs on Python 3.11. It shows classes and properties; the sections for concepts
and shapes are added here with its own building blocks. Titles are English; labels in other languages stand beside.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from html import escape

from dominate import tags
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from pylode.profiles import ontpub
from pylode.rdf_elements import CLASS_PROPS, ONT_TYPES, PROP_PROPS
from pylode.utils import section_html
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, VANN, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import BNode, Node

from ecosystem_graph.namespaces import DEF, ONTOLOGY, PREFIXES, SHAPES
from ecosystem_graph.publish.alignment import alignment_files, concept_matches, mapping_files, read_mappings
from ecosystem_graph.query.pack import load_packs
from ecosystem_graph.query.usage import find_uses
from ecosystem_graph.reason.ontology import read_ontology
from ecosystem_graph.resources import resource

DUTIES = {"must": SH.Violation, "should": SH.Warning, "may": SH.Info}
NEAR = {str(SKOS.exactMatch), str(SKOS.closeMatch)}
TERM_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
CONCEPT_PROPERTIES = [
    SKOS.notation, DCTERMS.title, DCTERMS.description, SKOS.scopeNote, SKOS.note, SKOS.example, DCTERMS.source,
    SKOS.broader, SKOS.narrower, SKOS.related, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch,
    SKOS.relatedMatch, SKOS.altLabel,
]  # fmt: skip
SHAPE_PROPERTIES = [DCTERMS.title, DCTERMS.description, SH.targetClass, SH.path]
MORE_LABELS = {
    SKOS.altLabel: "other labels", SKOS.notation: "code", SKOS.note: "note", SKOS.example: "example",
    SKOS.broader: "broader", SKOS.narrower: "narrower", SKOS.related: "related", SKOS.exactMatch: "exact match",
    SKOS.closeMatch: "close match", SKOS.broadMatch: "broad match", SKOS.narrowMatch: "narrow match",
    SKOS.relatedMatch: "related match", OWL.inverseOf: "inverse of", RDFS.seeAlso: "values from",
    SH.targetClass: "about", SH.path: "property",
}  # fmt: skip
LANGUAGES = ("de", "fr", "it", "es", "pt", "nl", "pl")
STYLE = """<style>
  td p, td ul { margin: 0 }
  td pre { font: inherit; white-space: pre-wrap; margin: 0 }
  th { text-align: left; vertical-align: top }
</style>
</head>"""
TOP = '<div id="content">\n<p><a href="../reference/ontology.html">All pages of the ontology</a></p>'

ONT_TYPES.update({SKOS.Concept: ("con", "SKOS concept")})
ONT_TYPES.update({severity: ("sh", f"SHACL shape, {duty}") for duty, severity in DUTIES.items()})
CLASS_PROPS.append(SKOS.altLabel)
PROP_PROPS.extend([SKOS.altLabel, OWL.inverseOf, RDFS.seeAlso])
# Importing pyLODE sends the debug messages of every library to the terminal; take that back.
logging.basicConfig(level=logging.WARNING, handlers=[logging.NullHandler()], force=True)
ontpub.load_background_onts = cache(ontpub.load_background_onts)


class Page(ontpub.OntPub):  # type: ignore[misc]
    """A page of pyLODE that also shows concepts and shapes."""

    def __init__(self, graph: Graph) -> None:
        super().__init__(graph, sort_subjects=True)
        self.props_labeled |= {
            name: {"title": text, "description": text, "ont_title": str(name)} for name, text in MORE_LABELS.items()
        }
        for term in set(graph.subjects(RDF.type)):
            if str(term).startswith((ONTOLOGY, SHAPES, DEF)):
                self.fids[str(term)] = re.split("[#/]", term)[-1]  # so that the IRI of a term leads to its place

    def _make_main_sections(self) -> None:
        super()._make_main_sections()
        self._add("Concepts", SKOS.Concept, CONCEPT_PROPERTIES, "concepts")
        for duty, severity in DUTIES.items():
            self._add(f"What {duty} hold", severity, SHAPE_PROPERTIES, duty)

    def _make_toc(self) -> None:
        super()._make_toc()
        contents = self.doc.getElementById("toc").get(tags.ul)[0]
        sections = {"concepts": "Concepts"} | {duty: f"What {duty} hold" for duty in DUTIES}
        for anchor, title in reversed(sections.items()):
            entries = [tags.li(tags.a(text, href=link)) for link, text in self.toc.get(anchor, ())]
            if entries:
                head = tags.h4(tags.a(title, href=f"#{anchor}"))
                contents.children.insert(1, tags.li(head, tags.ul(*entries, cls="second")))

    def _add(self, title: str, kind: URIRef, properties: list[URIRef], anchor: str) -> None:
        if (None, RDF.type, kind) in self.ont:
            shared = (self.ont, self.back_onts, self.ns, kind, properties, self.toc, anchor)
            self.content.add(section_html(title, *shared, self.fids, self.props_labeled))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages; mkdocs calls this."""
    whole = read_ontology() + concept_matches(map(read_mappings, mapping_files()))
    schemes = sorted(set(whole.subjects(RDF.type, SKOS.ConceptScheme)), key=str)
    for name, graph in graphs(whole, schemes).items():
        files.append(File.generated(config, f"ontology/{name}.html", content=render(graph)))
    for name, lines in {"ontology": describe(whole, schemes), "terms": list_uses()}.items():
        files.append(File.generated(config, f"reference/{name}.md", content="\n".join(lines) + "\n"))
    return files


def graphs(whole: Graph, schemes: list[Node]) -> dict[str, Graph]:
    """Return what each page shows, by the name of the page."""
    pages = {"index": terms_graph(whole), "shapes": shapes_graph()}
    return pages | {str(scheme).removeprefix(DEF): scheme_graph(whole, scheme) for scheme in schemes}


def render(graph: Graph) -> str:
    """Return a page as HTML; IRIs of our terms, code lists and codes lead to the pages here and show their names."""
    html = str(Page(graph).make_html()).replace("</head>", STYLE, 1)
    html = re.sub(r">(http[^<]+)</a>", lambda found: f">{escape(names().get(found[1], found[1]))}</a>", html)
    html = re.sub(r'href="([^"]+)">[a-z]+:</a>', r'href="\1">\1</a>', html)  # a namespace alone, cut down to its prefix
    html = html.replace(f'href="{ONTOLOGY}', 'href="index.html#').replace('<div id="content">', TOP, 1)
    return re.sub(rf'href="{DEF}([a-z0-9-]+)(?:/([^"]*))?"', r'href="\1.html#\2"', html)


@cache
def names() -> dict[str, str]:
    """Return what links to codes, ours and those they are mapped to, and to our code lists show instead of an IRI."""
    whole, shown = read_ontology(), {}
    for found in map(read_mappings, mapping_files()):
        vocabulary = str(found.metadata["mapping_set_title"]).rpartition(" and ")[2]
        shown |= {each.object: f"{each.object_label} ({vocabulary})" for each in found.mappings}
    for code, scheme in whole.subject_objects(SKOS.inScheme):
        shown[str(scheme)] = _text(whole, scheme, SKOS.prefLabel)
        shown[str(code)] = f"{_text(whole, code, SKOS.prefLabel)} ({shown[str(scheme)]})"
    return shown


def terms_graph(whole: Graph) -> Graph:
    """Return classes and properties of our own, in English."""
    graph = _english(whole)
    for kind in TERM_KINDS:
        for term in list(graph.subjects(RDF.type, kind)):
            if isinstance(term, URIRef) and not term.startswith(ONTOLOGY):
                graph.remove((term, RDF.type, None))
    graph.remove((None, RDFS.isDefinedBy, None))
    for code in {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(RDF.type, SKOS.ConceptScheme)}:
        graph.remove((code, None, None))
    return graph


def scheme_graph(whole: Graph, scheme: Node) -> Graph:
    """Return one code list, in English."""
    part = Graph()
    for node in (scheme, *whole.subjects(SKOS.inScheme, scheme)):
        for name, value in whole.predicate_objects(node):
            part.add((node, name, value))
    graph = _english(part)
    graph.add((scheme, VANN.preferredNamespaceUri, Literal(f"{scheme}/")))
    graph.add((scheme, VANN.preferredNamespacePrefix, Literal(str(scheme).removeprefix(DEF))))
    return graph


def shapes_graph() -> Graph:
    """Return the shapes: name, message, what they are about."""
    graph = _with_prefixes()
    top = resource("ontology", "shapes")
    shapes = URIRef(SHAPES.rstrip("#"))
    for name, value in Graph().parse(top / "prefixes.ttl").predicate_objects(shapes):
        if name != SH.declare:
            graph.add((shapes, name, value))
    graph.add((shapes, VANN.preferredNamespaceUri, Literal(SHAPES)))
    graph.add((shapes, VANN.preferredNamespacePrefix, Literal("egsh")))
    for path in sorted(top.glob("*/*.ttl")):
        stated = Graph().parse(path)
        for shape, title in stated.subject_objects(SH.name):
            graph.add((shape, RDF.type, DUTIES[path.parent.name]))
            graph.add((shape, DCTERMS.title, title))
            for message in stated.objects(shape, SH.message | (SH.sparql / SH.message)):
                graph.add((shape, DCTERMS.description, message))
            for target in stated.objects(shape, SH.targetClass):
                graph.add((shape, SH.targetClass, target))
            for step in stated.objects(shape, SH.path):
                graph.add((shape, SH.path, step if isinstance(step, URIRef) else Literal(_path(stated, step))))
    return graph


def describe(whole: Graph, schemes: list[Node]) -> Iterator[str]:
    """Yield the lines of the page that leads to the others."""
    yield "# Ontology"
    yield "\nOWL 2 DL, checked by a reasoner ([how](../how-to/ontology.md))."
    yield "[Classes and properties](../ontology/index.html), [shapes](../ontology/shapes.html), and these code lists:\n"
    yield "| code list | codes | what it says |\n|---|---|---|"
    for scheme in schemes:
        name, codes = str(scheme).removeprefix(DEF), len(set(whole.subjects(SKOS.inScheme, scheme)))
        title, meaning = (_text(whole, scheme, each) for each in (SKOS.prefLabel, SKOS.definition))
        yield f"| [{title}](../ontology/{name}.html) | {codes} | {meaning} |"
    yield "\nWhat each class and property is used for is told in [Terms and their uses](terms.md)."
    yield "\n## Mappings of classes and properties\n\nTo other vocabularies, as SSSOM tables in `ontology/alignments/`."
    yield "\n| vocabulary | mappings | of these axioms | note |\n|---|---|---|---|"
    for path in alignment_files():
        found = read_mappings(path)
        title = str(found.metadata["mapping_set_title"]).removeprefix("Ecosystem graph ontology and ")
        axioms = sum(each.is_axiom for each in found.mappings)
        yield f"| {title} | {len(found.mappings)} | {axioms} | {found.metadata['mapping_set_description']} |"
    yield "\n## Mappings of codes\n\nBetween code lists, as SSSOM tables in `ontology/mappings/`."
    yield "Only what corresponds is mapped."
    yield "\n| code lists | mappings | codes mapped | of them exactly or closely | note |\n|---|---|---|---|---|"
    for path in mapping_files():
        found = read_mappings(path)
        codes = set(whole.subjects(SKOS.inScheme, URIRef(found.metadata["subject_source"])))
        near = {each.subject for each in found.mappings if each.predicate in NEAR}
        covered = f"{len({each.subject for each in found.mappings})} of {len(codes)}"
        title, note = (found.metadata[f"mapping_set_{name}"] for name in ("title", "description"))
        yield f"| {title} | {len(found.mappings)} | {covered} | {len(near)} | {note} |"


def list_uses() -> Iterator[str]:
    """Yield the lines of the page that tells what each term is for."""
    packs = load_packs()
    yield "# Terms and their uses"
    yield "\nThe columns of the [record tables](record-tables.md) and of tables made from them that a term shows in the"
    yield "graph, and the [packed queries](queries.md) that read it. A term without any use fails the tests."
    yield "\n| term | shows | read by |\n|---|---|---|"
    for name, use in find_uses(packs.values()).items():
        columns = "<br>".join(f"`{column}`" for column in use.columns)
        queries = ", ".join(f"[{slug}](queries/{packs[slug].pack}.md#{slug})" for slug in use.queries)
        yield f"| [{name}](../ontology/index.html#{name}) | {columns} | {queries} |"


def _english(graph: Graph) -> Graph:
    """Return a graph with English titles; labels in other languages become one further label that names them."""
    shown, others = _with_prefixes(), defaultdict[Node, dict[str, str]](dict)
    for subject, name, value in graph:
        language = value.language if isinstance(value, Literal) else None
        if language in (None, "en"):
            shown.add((subject, name, value))
        elif name in (RDFS.label, SKOS.prefLabel):
            others[subject][str(language)] = str(value)
    for subject, labels in others.items():
        listed = (f"{labels[each]} ({each})" for each in LANGUAGES if each in labels)
        shown.add((subject, SKOS.altLabel, Literal(" · ".join(listed))))
    return shown


def _with_prefixes() -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def _path(graph: Graph, node: Node) -> str:
    """Return a path in words, steps in order."""
    if not isinstance(node, BNode):
        return str(graph.namespace_manager.normalizeUri(str(node)))
    inverse = graph.value(node, SH.inversePath)
    if inverse is not None:
        return f"{_path(graph, inverse)} read backwards"
    if (node, RDF.first, None) in graph:
        return ", then ".join(_path(graph, step) for step in Collection(graph, node))
    (value,) = graph.objects(node)
    return _path(graph, value)


def _text(graph: Graph, node: Node, name: URIRef) -> str:
    return next(str(text) for text in graph.objects(node, name) if isinstance(text, Literal) and text.language == "en")
