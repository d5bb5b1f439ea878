"""The texts of packages: what is in an archive, which words of it are text, and what it is called."""
import html.parser
import pathlib
import re
import subprocess
import tarfile
import tempfile
import zipfile

LARGEST = 400_000

# Folders of translated manuals, by package: the part of the path that is the language.
LANGUAGES = {"apache2-doc": r"/manual/([a-z-]+)/", "debian-handbook": r"/html/([a-zA-Z-]+)/",
             "developers-reference": r"/developers-reference/([a-z_A-Z]+)/"}
SKIPPED = {"script", "style", "head", "nav"}


class Page(html.parser.HTMLParser):
    """Title and words of an HTML page."""

    def __init__(self, text):
        super().__init__()
        self.title, self.words, self.open = "", [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in SKIPPED or tag == "title":
            self.open.append(tag)
        elif tag in ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "pre", "dt", "dd", "br"):
            self.words.append("\n")

    def handle_endtag(self, tag):
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data):
        if "title" in self.open:
            self.title += data
        elif not self.open:
            self.words.append(data)


def decoded(data):
    declared = re.search(rb"charset=[\"']?([\w-]+)", data[:2000])
    for charset in filter(None, ["utf-8", declared and declared.group(1).decode(), "latin-1"]):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return ""


def document(package, version, kind_of_package, path, data):
    """One file as a document; None if it is no text that is taken."""
    suffix = pathlib.PurePosixPath(path).suffix
    kinds = {".html": "html page", ".md": "documentation", ".mdx": "documentation", ".py": "source file"}
    if suffix not in kinds or len(data) > LARGEST:
        return None
    text = decoded(data)
    title = path
    if suffix == ".html":
        page = Page(text)
        text, title = "".join(page.words), " ".join(page.title.split()) or path
    elif suffix in (".md", ".mdx"):
        heading = re.search(r"^(?:title: *|# +)(.+)$", text, re.MULTILINE)
        title = heading.group(1).strip("\"' ") if heading else path
    language = re.search(LANGUAGES[package], "/" + path) if package in LANGUAGES else None
    same = path if language is None else path.replace(language.group(1), "*")
    kind = kinds[suffix] if kind_of_package != "deb" else f"html page of {package}"
    return {"name": title, "package": package, "version": version, "path": path, "page": (package, same),
            "language": language.group(1) if language else "en", "kind": kind, "data": data, "text": text,
            "source": f"pkg:{kind_of_package}/{package}@{version}#{path}"}


def wheel(file):
    package, version = file.name.split("-")[:2]
    with zipfile.ZipFile(file) as archive:
        for path in sorted(archive.namelist()):
            yield package, version, "pypi", path, archive.read(path)


def npm(file):
    package, version = re.fullmatch(r"(.+?)-(\d+\.\d+\.\d+.*)\.tgz", file.name).groups()
    with tarfile.open(file) as archive:
        for member in archive:
            if member.isfile():
                yield package, version, "npm", member.name.partition("/")[2], archive.extractfile(member).read()


def deb(file):
    package, version = file.name.split("_")[:2]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", file, folder], check=True)
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield package, version, "deb", str(path.relative_to(folder)), path.read_bytes()


def documents(folder):
    """All documents of the packages in a folder, in the order of their names."""
    readers = {".whl": wheel, ".tgz": npm, ".deb": deb}
    for file in sorted(pathlib.Path(folder).iterdir()):
        if file.suffix in readers:
            for entry in readers[file.suffix](file):
                found = document(*entry)
                if found:
                    yield found
