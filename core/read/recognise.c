/* recognise.c - see recognise.h. */
#include "read/recognise.h"

#include "base/file.h"
#include "base/str.h"
#include "read/exports.h"

enum {
    HEAD_BYTES = 64 * 1024, /* as much of a text as is looked at */
    CONTROL_BYTES = 4096,
    TABLE_LINES = 24, /* as many lines as must agree for a table */
    TABLE_LINES_MIN = 4,
};

static bs_recognition foreign(const char *reason)
{
    return (bs_recognition){BS_FORMAT_FOREIGN, reason};
}

static bs_recognition known(bs_format format)
{
    return (bs_recognition){format, NULL};
}

bool bs_format_from(bs_str name, bs_format *format)
{
    static const struct name {
        const char *name;
        bs_format format;
    } names[] = {
        {"text", BS_FORMAT_TEXT}, {"markdown", BS_FORMAT_MARKDOWN}, {"html", BS_FORMAT_HTML},
        {"json", BS_FORMAT_JSON}, {"jsonl", BS_FORMAT_JSON},        {"csv", BS_FORMAT_CSV},
        {"tsv", BS_FORMAT_CSV},   {"feed", BS_FORMAT_FEED},         {"export", BS_FORMAT_EXPORT},
        {"docx", BS_FORMAT_DOCX}, {"odt", BS_FORMAT_ODT},           {"rtf", BS_FORMAT_RTF},
        {"epub", BS_FORMAT_EPUB}, {"pdf", BS_FORMAT_PDF},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (bs_str_equal(name, bs_str_from(names[i].name))) {
            *format = names[i].format;
            return true;
        }
    }
    return false;
}

bs_str bs_name_unpacked(bs_str name)
{
    static const char *const endings[] = {"gz", "xz", "zst", "bz2"};
    bs_str ending = bs_path_ending(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (bs_str_is_nocase(ending, endings[i]))
            return bs_str_slice(name, 0, name.size - ending.size - 1);
    return name;
}

/* --- By bytes --------------------------------------------------------------------------------- */

static bs_recognition by_magic(bs_str bytes)
{
    static const struct magic {
        size_t at;
        const char *bytes;
        size_t size;
        const char *reason;
    } magics[] = {

        {0, "WARC/", 5, "a web crawl (WARC) where no crawl is read"},
        {0, "filedesc://", 11, "a web crawl (ARC) where no crawl is read"},
        {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8,
         "an old office document, which is not read; save it as DOCX or CSV"},
        {0, "\x89PNG\r\n", 6, "an image (PNG)"},
        {0, "\xff\xd8\xff", 3, "an image (JPEG)"},
        {0, "GIF8", 4, "an image (GIF)"},
        {0, "II*\0", 4, "an image (TIFF)"},
        {0, "MM\0*", 4, "an image (TIFF)"},
        {4, "ftyp", 4, "a film or image (MP4)"},
        {0, "ID3", 3, "a sound file (MP3)"},
        {0, "OggS", 4, "a sound file (Ogg)"},
        {0, "fLaC", 4, "a sound file (FLAC)"},
        {0, "\x1a\x45\xdf\xa3", 4, "a film (Matroska)"},
        {0,
         "\x7f"
         "ELF",
         4, "a program"},
        {0, "MZ\x90", 3, "a program"},
        {0, "\xca\xfe\xba\xbe", 4, "a program"},
        {0, "\0asm", 4, "a program"},
        {0, "\xcf\xfa\xed\xfe", 4, "a program"},
        {0, "#!", 2, "a program (a script)"},
        {0, "SQLite format 3", 15, "a database (SQLite)"},
        {0, "ARROW1", 6, "a table (Arrow)"},
        {0, "PAR1", 4, "a table (Parquet)"},
        {0, "7z\xbc\xaf\x27\x1c", 6, "a 7-Zip archive, which is not opened"},
        {0, "Rar!\x1a\x07", 6, "a RAR archive, which is not opened"},
        {0, "wOFF", 4, "a font"},
        {0, "wOF2", 4, "a font"},
        {0, "OTTO\0", 5, "a font"},
        {0, "%!PS", 4, "a PostScript document, which is not read"},
        {0, "!<arch>\n", 8, "a library or package, which is not opened"},
    };
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (bytes.size >= magics[i].at + magics[i].size &&
            memcmp(bytes.data + magics[i].at, magics[i].bytes, magics[i].size) == 0)
            return foreign(magics[i].reason);
    return known(BS_FORMAT_TEXT);
}

static bool has(bs_str text, const char *part)
{
    return bs_str_find(text, bs_str_from(part), 0) != SIZE_MAX;
}

/* Documents of office programs in zip files, told by the names of their parts: at the beginning, or
 * in the list at the end. */
static bs_recognition by_parts(bs_str bytes)
{
    enum { LIST_BYTES = 64 * 1024 };
    bs_str head = bs_str_slice(bytes, 0, bytes.size < CONTROL_BYTES ? bytes.size : CONTROL_BYTES);
    bs_str tail =
        bs_str_slice(bytes, bytes.size > LIST_BYTES ? bytes.size - LIST_BYTES : 0, bytes.size);
    if (has(head, "application/epub+zip"))
        return known(BS_FORMAT_EPUB);
    if (has(head, "application/vnd.oasis.opendocument.text"))
        return known(BS_FORMAT_ODT);
    if (has(tail, "word/document.xml") || has(head, "word/document.xml"))
        return known(BS_FORMAT_DOCX);
    return foreign(
        "an office document or program in a zip file, which is not read; save tables as CSV");
}

bs_recognition bs_recognise_bytes(bs_str bytes)
{
    /* Mail folders and scripts may begin with blank lines, crawls do. */
    bs_str head = bs_str_slice(bytes, 0, bytes.size < CONTROL_BYTES ? bytes.size : CONTROL_BYTES);
    while (head.size > 0 && (head.data[0] == '\r' || head.data[0] == '\n'))
        head = bs_str_slice(head, 1, head.size);
    if (bs_str_starts(bytes, BS_STR("PK\3\4")))
        return by_parts(bytes);
    if (bs_str_starts(head, BS_STR("{\\rtf")))
        return known(BS_FORMAT_RTF);
    if (has(bs_str_slice(head, 0, head.size < 1024 ? head.size : 1024), "%PDF-"))
        return known(BS_FORMAT_PDF); /* some bytes may stand before its mark */
    return by_magic(head);
}

/* --- By text -----------------------------------------------------------------------------------
 */

static bool is_binary(bs_str text)
{
    return memchr(text.data, '\0', text.size) || bs_str_is_binary(text);
}

static bool starts_nocase(bs_str text, const char *prefix)
{
    size_t size = strlen(prefix);
    return text.size >= size && bs_str_is_nocase(bs_str_slice(text, 0, size), prefix);
}

/* The end of a document type declaration, which may hold others in brackets. */
static size_t doctype_end(bs_str text)
{
    size_t end = bs_str_find(text, BS_STR(">"), 0), open = bs_str_find(text, BS_STR("["), 0);
    if (open < end && open != SIZE_MAX) {
        size_t close = bs_str_find(text, BS_STR("]"), open);
        end = close == SIZE_MAX ? SIZE_MAX : bs_str_find(text, BS_STR(">"), close);
    }
    return end;
}

/* Behind declarations, comments and processing instructions of XML, SGML or HTML. */
static bs_str skip_prologue(bs_str text)
{
    for (;;) {
        text = bs_str_trim(text);
        size_t end = SIZE_MAX;
        if (bs_str_starts(text, BS_STR("<?")))
            end = bs_str_find(text, BS_STR("?>"), 0);
        else if (bs_str_starts(text, BS_STR("<!--")))
            end = bs_str_find(text, BS_STR("-->"), 0);
        else if (starts_nocase(text, "<!doctype") && !starts_nocase(text, "<!doctype html"))
            end = doctype_end(text);
        if (end == SIZE_MAX)
            return text;
        end = bs_str_find(text, BS_STR(">"), end) + 1;
        text = bs_str_slice(text, end, text.size);
    }
}

static bool is_tag(bs_str text, const char *name)
{
    size_t size = strlen(name);
    if (!starts_nocase(text, name))
        return false;
    unsigned char next = text.size > size ? (unsigned char)text.data[size] : '>';
    return next == '>' || next == '/' || bs_ascii_is_space(next);
}

/* The same for the name of an element behind "<" and perhaps a prefix. */
static bool is_root(bs_str text, const char *name)
{
    size_t at = text.size > 0 && text.data[0] == '<' ? 1 : 0, end = at;
    while (end < text.size && bs_ascii_is_alpha((unsigned char)text.data[end]))
        end++;
    bool has_prefix = end > at && end < text.size && text.data[end] == ':';
    return at > 0 && is_tag(bs_str_slice(text, has_prefix ? end + 1 : at, text.size), name);
}

static bs_recognition by_markup(bs_str head, bool is_html_name)
{
    static const char *const feeds[] = {"rss", "feed", "rdf", "channel", "entry", "item"};
    static const char *const pages[] = {
        "<!doctype html", "<html",  "<head", "<body",  "<article", "<main",    "<div",
        "<meta",          "<title", "<p",    "<h1",    "<h2",      "<section", "<header",
        "<blockquote",    "<ul",    "<ol",   "<table", "<link",    "<script",  "<style",
        "<span",          "<a",     "<img",  "<b",     "<i",       "<em",      "<strong",
        "<center",        "<font",  "<br",
    };
    bool is_xml = bs_str_starts(head, BS_STR("<?xml"));
    bs_str root = skip_prologue(head);
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
        if (is_root(root, feeds[i]))
            return known(BS_FORMAT_FEED);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (is_tag(root, pages[i]))
            return known(BS_FORMAT_HTML);
    if (is_html_name)
        return known(BS_FORMAT_HTML);
    if (is_xml ||
        (root.size > 1 && root.data[0] == '<' && bs_ascii_is_alpha((unsigned char)root.data[1]) &&
         bs_str_find(root, BS_STR("</"), 0) != SIZE_MAX))
        return foreign("an XML document, which holds no articles in a form that is known");
    return known(BS_FORMAT_TEXT);
}

static bool is_json(bs_str head, bool is_json_name)
{
    if (head.size == 0 || (head.data[0] != '{' && head.data[0] != '['))
        return false;
    if (is_json_name)
        return true;
    bs_str inside = bs_str_trim(bs_str_slice(head, 1, head.size));
    if (inside.size == 0)
        return false;
    /* "[Applause]" and "{note}" are text: an object has keys, an array of articles has objects. */
    if (head.data[0] == '[')
        return inside.data[0] == '{';
    if (inside.data[0] != '"')
        return false;
    size_t end = bs_str_find(inside, BS_STR("\""), 1);
    if (end == SIZE_MAX)
        return false;
    inside = bs_str_trim(bs_str_slice(inside, end + 1, inside.size));
    return inside.size > 0 && inside.data[0] == ':';
}

static bs_str next_line(bs_str *rest)
{
    size_t end = 0;
    while (end < rest->size && rest->data[end] != '\n' && rest->data[end] != '\r')
        end++;
    bs_str line = bs_str_slice(*rest, 0, end);
    if (end + 1 < rest->size && rest->data[end] == '\r' && rest->data[end + 1] == '\n')
        end++;
    *rest = bs_str_slice(*rest, end < rest->size ? end + 1 : end, rest->size);
    return line;
}

/* Front matter stands between lines of three hyphens and has keys. */
static bool is_front_matter(bs_str head)
{
    bs_str rest = head;
    if (!bs_str_equal(bs_str_trim(next_line(&rest)), BS_STR("---")))
        return false;
    bool has_key = false;
    while (rest.size > 0) {
        bs_str line = next_line(&rest);
        if (bs_str_equal(bs_str_trim(line), BS_STR("---")))
            return has_key;
        size_t colon = bs_str_find(line, BS_STR(":"), 0);
        has_key = has_key || (colon != SIZE_MAX && colon > 0 && line.data[0] != ' ');
    }
    return false;
}

static size_t count_of(bs_str line, char c)
{
    size_t count = 0;
    for (size_t i = 0; i < line.size; i++)
        count += line.data[i] == c;
    return count;
}

/* The same number of delimiters in every one of the first lines. Commas do not count: prose has
 * them, and a table with commas is known by its ending. */
static bool is_table(bs_str head, char delimiter, size_t columns_min)
{
    size_t columns = 0, lines = 0;
    for (bs_str rest = head; rest.size > 0 && lines < TABLE_LINES;) {
        bs_str line = next_line(&rest);
        if (rest.size == 0 && lines >= TABLE_LINES_MIN)
            break; /* perhaps cut by the end of the head */
        if (line.size == 0)
            continue;
        size_t count = count_of(line, delimiter);
        if (lines++ == 0)
            columns = count;
        if (count != columns || count + 1 < columns_min)
            return false;
    }
    return lines >= TABLE_LINES_MIN;
}

static bool is_one_of(bs_str ending, const char *const *endings)
{
    for (; *endings; endings++)
        if (bs_str_is_nocase(ending, *endings))
            return true;
    return false;
}

static const char *const html_endings[] = {"html", "htm", "xhtml", "shtml", NULL};
static const char *const json_endings[] = {"json", "jsonl", "ndjson", NULL};
static const char *const table_endings[] = {"csv", "tsv", "tab", NULL};
static const char *const markdown_endings[] = {"md", "markdown", "mdown", NULL};
static const char *const code_endings[] = {
    "c",   "h",    "cc",   "cpp",  "hpp",  "py",  "rb",  "js",   "mjs", "ts",    "jsx",
    "css", "scss", "lua",  "pl",   "sh",   "bat", "ps1", "php",  "go",  "rs",    "java",
    "r",   "sql",  "yml",  "yaml", "toml", "ini", "cfg", "conf", "map", "cmake", "bib",
    "svg", "cdx",  "cdxj", "idx",  "xsl",  "xsd", "dtd", NULL,
};

bs_recognition bs_recognise_text(bs_str text, bs_str name, const bs_columns *columns)
{
    static const char table_without_text[] =
        "a table, not articles: no column named text, body, content or the like; open it with "
        "broadsheet.table";
    if (text.size > 0 && is_binary(text))
        return foreign("binary data, no text");
    bs_str ending = bs_path_ending(bs_path_name(bs_name_unpacked(name)));
    bs_str head = bs_str_slice(text, 0, text.size < HEAD_BYTES ? text.size : HEAD_BYTES);
    bs_str trimmed = bs_str_trim(head);
    if (trimmed.size == 0)
        return foreign("nothing but white space");

    if (is_json(trimmed, is_one_of(ending, json_endings)))
        return known(BS_FORMAT_JSON);
    if (trimmed.data[0] == '<') {
        if (bs_reuters_matches(text))
            return known(BS_FORMAT_EXPORT);
        bs_recognition markup = by_markup(trimmed, is_one_of(ending, html_endings));
        if (markup.format == BS_FORMAT_HTML && bs_export_is_html(text))
            return known(BS_FORMAT_EXPORT);
        if (markup.format != BS_FORMAT_TEXT)
            return markup;
    }
    if (bs_export_is_text(text))
        return known(BS_FORMAT_EXPORT);
    if (is_front_matter(head))
        return known(BS_FORMAT_MARKDOWN);
    if (bs_csv_delimiter(text, columns))
        return known(BS_FORMAT_CSV);
    if (is_one_of(ending, table_endings) || is_table(head, '\t', 3) || is_table(head, ';', 4)) {
        bs_column_guess guess;
        return bs_columns_guess(text, &guess) ? known(BS_FORMAT_CSV) : foreign(table_without_text);
    }
    if (is_one_of(ending, code_endings))
        return foreign("source code or settings, by its ending");
    if (is_one_of(ending, html_endings) && bs_str_find(head, BS_STR("</"), 0) != SIZE_MAX)
        return known(BS_FORMAT_HTML);
    if (is_one_of(ending, json_endings))
        return foreign("named as JSON, but it is none");
    return known(is_one_of(ending, markdown_endings) ? BS_FORMAT_MARKDOWN : BS_FORMAT_TEXT);
}

bs_recognition bs_recognise(bs_str bytes, bs_str name)
{
    bs_recognition by_bytes = bs_recognise_bytes(bytes);
    return by_bytes.format != BS_FORMAT_TEXT ? by_bytes : bs_recognise_text(bytes, name, NULL);
}
