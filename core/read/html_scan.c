/* html_scan.c - see html_scan.h. */
#include "read/html_scan.h"

#include <stdlib.h>

#include "base/str.h"

/* --- Tags ----------------------------------------------------------------------------------------
 */

typedef struct known {
    const char *name;
    bs_tag tag;
    unsigned nature;
} known;

enum { B = BS_TAG_BLOCK, V = BS_TAG_VOID, R = BS_TAG_RAW, X = BS_TAG_HIDDEN, H = BS_TAG_HEADING };

/* In order of names. What is not here is an inline element without meaning for us. */
static const known tags[] = {
    {"a", BS_TAG_A, 0},
    {"address", BS_TAG_ADDRESS, B},
    {"area", BS_TAG_OTHER, V},
    {"article", BS_TAG_ARTICLE, B},
    {"aside", BS_TAG_ASIDE, B},
    {"audio", BS_TAG_OTHER, X},
    {"base", BS_TAG_OTHER, V},
    {"blockquote", BS_TAG_BLOCKQUOTE, B},
    {"body", BS_TAG_BODY, B},
    {"br", BS_TAG_BR, V},
    {"button", BS_TAG_OTHER, X},
    {"canvas", BS_TAG_OTHER, X},
    {"caption", BS_TAG_OTHER, B},
    {"center", BS_TAG_DIV, B},
    {"col", BS_TAG_OTHER, V},
    {"datalist", BS_TAG_OTHER, X},
    {"dd", BS_TAG_DD, B},
    {"details", BS_TAG_DIV, B},
    {"dialog", BS_TAG_DIALOG, B},
    {"dir", BS_TAG_UL, B},
    {"div", BS_TAG_DIV, B},
    {"dl", BS_TAG_DIV, B},
    {"dt", BS_TAG_DT, B},
    {"embed", BS_TAG_OTHER, V},
    {"fieldset", BS_TAG_DIV, B},
    {"figcaption", BS_TAG_FIGCAPTION, B},
    {"figure", BS_TAG_FIGURE, B},
    {"footer", BS_TAG_FOOTER, B},
    {"form", BS_TAG_FORM, B},
    {"frame", BS_TAG_OTHER, V},
    {"frameset", BS_TAG_DIV, B},
    {"h1", BS_TAG_H1, B | H},
    {"h2", BS_TAG_H2, B | H},
    {"h3", BS_TAG_H2, B | H},
    {"h4", BS_TAG_H2, B | H},
    {"h5", BS_TAG_H2, B | H},
    {"h6", BS_TAG_H2, B | H},
    {"head", BS_TAG_DIV, B},
    {"header", BS_TAG_HEADER, B},
    {"hgroup", BS_TAG_DIV, B},
    {"hr", BS_TAG_OTHER, B | V},
    {"html", BS_TAG_HTML, B},
    {"iframe", BS_TAG_OTHER, R},
    {"img", BS_TAG_OTHER, V},
    {"input", BS_TAG_OTHER, V},
    {"legend", BS_TAG_DIV, B},
    {"li", BS_TAG_LI, B},
    {"link", BS_TAG_LINK, V},
    {"main", BS_TAG_MAIN, B},
    {"math", BS_TAG_OTHER, X},
    {"menu", BS_TAG_MENU, B},
    {"meta", BS_TAG_META, V},
    {"nav", BS_TAG_NAV, B},
    {"noembed", BS_TAG_OTHER, R},
    {"noframes", BS_TAG_OTHER, R},
    {"noscript", BS_TAG_OTHER, R},
    {"object", BS_TAG_OTHER, X},
    {"ol", BS_TAG_OL, B},
    {"option", BS_TAG_OTHER, B | X},
    {"p", BS_TAG_P, B},
    {"param", BS_TAG_OTHER, V},
    {"pre", BS_TAG_PRE, B},
    {"script", BS_TAG_SCRIPT, R},
    {"section", BS_TAG_SECTION, B},
    {"select", BS_TAG_OTHER, X},
    {"source", BS_TAG_OTHER, V},
    {"style", BS_TAG_OTHER, R},
    {"summary", BS_TAG_DIV, B},
    {"svg", BS_TAG_OTHER, X},
    {"table", BS_TAG_TABLE, B},
    {"tbody", BS_TAG_DIV, B},
    {"td", BS_TAG_TD, B},
    {"template", BS_TAG_OTHER, X},
    {"textarea", BS_TAG_OTHER, R},
    {"tfoot", BS_TAG_DIV, B},
    {"th", BS_TAG_TH, B},
    {"thead", BS_TAG_DIV, B},
    {"time", BS_TAG_TIME, 0},
    {"title", BS_TAG_TITLE, R},
    {"tr", BS_TAG_TR, B},
    {"track", BS_TAG_OTHER, V},
    {"ul", BS_TAG_UL, B},
    {"video", BS_TAG_OTHER, X},
    {"wbr", BS_TAG_OTHER, V},
    {"xmp", BS_TAG_OTHER, R},
};

static int compare_known(const void *name, const void *item)
{
    return strcmp(name, ((const known *)item)->name);
}

static void look_up(bs_str name, bs_html_token *token)
{
    char lower[16];
    token->name = name;
    token->tag = BS_TAG_OTHER;
    /* Elements of a page's own making, as <news-body>, lay out as blocks more often than not. */
    token->nature = memchr(name.data, '-', name.size) ? BS_TAG_BLOCK : 0;
    if (token->nature)
        token->tag = BS_TAG_DIV;
    if (name.size >= sizeof lower)
        return;
    for (size_t i = 0; i < name.size; i++)
        lower[i] = (char)bs_ascii_lower((unsigned char)name.data[i]);
    lower[name.size] = '\0';
    const known *found =
        bsearch(lower, tags, sizeof tags / sizeof *tags, sizeof *tags, compare_known);
    if (!found)
        return;
    token->tag = found->tag;
    token->nature = found->nature;
}

/* --- Tokens --------------------------------------------------------------------------------------
 */

static size_t find_char(bs_str text, char c, size_t from)
{
    const char *found = from < text.size ? memchr(text.data + from, c, text.size - from) : NULL;
    return found ? (size_t)(found - text.data) : SIZE_MAX;
}

/* Where the tag whose attributes begin at `at` has its ">": not inside quotation marks that are
 * closed. Marks count behind "=" alone. */
static size_t tag_end(bs_html_scanner *scanner, size_t at)
{
    bs_str page = scanner->page;
    bool is_value = false;
    while (at < page.size) {
        char c = page.data[at];
        if (c == '>')
            return at;
        bool *has_no_mark = c == '"' ? &scanner->has_no_double : &scanner->has_no_single;
        if (is_value && (c == '"' || c == '\'') && !*has_no_mark) {
            size_t end = find_char(page, c, at + 1);
            if (end == SIZE_MAX)
                *has_no_mark = true;
            else
                at = end;
        }
        is_value = c == '=' || (is_value && bs_ascii_is_space((unsigned char)c));
        at++;
    }
    return SIZE_MAX;
}

/* Comments, declarations and instructions: the byte behind, or SIZE_MAX when it does not end. */
static size_t skip_declaration(bs_html_scanner *scanner, size_t at)
{
    bs_str page = scanner->page;
    if (bs_str_starts(bs_str_slice(page, at, page.size), BS_STR("<!--"))) {
        bs_str rest = bs_str_slice(page, at + 4, page.size);
        if (bs_str_starts(rest, BS_STR(">")))
            return at + 5;
        size_t end =
            scanner->has_no_comment_end ? SIZE_MAX : bs_str_find(page, BS_STR("-->"), at + 2);
        if (end != SIZE_MAX)
            return end + 3;
        scanner->has_no_comment_end = true;
    }
    size_t end = find_char(page, '>', at);
    return end == SIZE_MAX ? SIZE_MAX : end + 1;
}

static bool is_name_end(unsigned char c)
{
    return bs_ascii_is_space(c) || c == '/' || c == '>';
}

/* The tag at `at`, where the page has "<" and a letter, or "</" and a letter. */
static bool scan_tag(bs_html_scanner *scanner, bs_html_token *token)
{
    bs_str page = scanner->page;
    size_t at = scanner->at + 1;
    token->kind = page.data[at] == '/' ? BS_HTML_CLOSE : BS_HTML_OPEN;
    at += token->kind == BS_HTML_CLOSE;
    size_t name = at;
    while (at < page.size && !is_name_end((unsigned char)page.data[at]))
        at++;
    size_t end = tag_end(scanner, at);
    if (end == SIZE_MAX) { /* a page that breaks off inside a tag */
        scanner->at = page.size;
        return false;
    }
    look_up(bs_str_slice(page, name, at), token);
    token->text = bs_str_slice(page, at, end);
    scanner->at = end + 1;
    return true;
}

/* What stands between a raw element's tags. */
static void scan_raw(bs_html_scanner *scanner, bs_html_token *token)
{
    bs_str page = scanner->page, name = scanner->raw.name;
    *token = scanner->raw;
    token->kind = BS_HTML_RAW;
    token->text = bs_str_slice(page, scanner->at, scanner->at);
    scanner->raw.name = (bs_str){NULL, 0};
    bool *has_no_end = &scanner->has_no_raw_end[token->tag];
    /* Elements that share a tag number share the flag, which then only costs a little tolerance. */
    for (size_t at = scanner->at; !*has_no_end; at++) {
        at = find_char(page, '<', at);
        if (at == SIZE_MAX) {
            *has_no_end = true;
            break;
        }
        size_t end = at + 2 + name.size;
        if (end >= page.size || page.data[at + 1] != '/' ||
            !bs_str_equal_nocase(bs_str_slice(page, at + 2, end), name) ||
            !is_name_end((unsigned char)page.data[end]))
            continue;
        token->text = bs_str_slice(page, scanner->at, at);
        size_t close = find_char(page, '>', end);
        scanner->at = close == SIZE_MAX ? page.size : close + 1;
        return;
    }
    /* Not closed: scripts and styles go on to the end, of others nothing is taken. */
    if (token->tag == BS_TAG_SCRIPT)
        scanner->at = page.size;
}

static bool begins_tag(bs_str page, size_t at)
{
    if (at + 1 >= page.size)
        return false;
    unsigned char next = (unsigned char)page.data[at + 1];
    if (next == '/')
        return at + 2 < page.size && bs_ascii_is_alpha((unsigned char)page.data[at + 2]);
    return bs_ascii_is_alpha(next);
}

bool bs_html_next(bs_html_scanner *scanner, bs_html_token *token)
{
    bs_str page = scanner->page;
    if (scanner->raw.name.data) {
        scan_raw(scanner, token);
        return true;
    }
    while (scanner->at < page.size) {
        size_t at = scanner->at;
        if (page.data[at] == '<' && begins_tag(page, at)) {
            if (!scan_tag(scanner, token))
                return false;
            if (token->kind == BS_HTML_OPEN && (token->nature & BS_TAG_RAW))
                scanner->raw = *token;
            return true;
        }
        if (page.data[at] == '<' && at + 1 < page.size && strchr("!?/", page.data[at + 1]) &&
            page.data[at + 1] != '\0') {
            size_t behind = skip_declaration(scanner, at);
            scanner->at = behind == SIZE_MAX ? page.size : behind;
            continue;
        }
        size_t end = find_char(page, '<', at + 1);
        *token = (bs_html_token){.kind = BS_HTML_TEXT};
        token->text = bs_str_slice(page, at, end == SIZE_MAX ? page.size : end);
        scanner->at = end == SIZE_MAX ? page.size : end;
        return true;
    }
    return false;
}

bool bs_html_attribute(bs_str *attributes, bs_str *name, bs_str *value)
{
    const char *data = attributes->data;
    size_t at = 0, size = attributes->size;
    while (at < size && (bs_ascii_is_space((unsigned char)data[at]) || data[at] == '/'))
        at++;
    if (at >= size)
        return false;
    size_t start = at++;
    while (at < size && data[at] != '=' && !is_name_end((unsigned char)data[at]))
        at++;
    *name = (bs_str){data + start, at - start};
    *value = (bs_str){NULL, 0};
    while (at < size && bs_ascii_is_space((unsigned char)data[at]))
        at++;
    if (at < size && data[at] == '=') {
        at++;
        while (at < size && bs_ascii_is_space((unsigned char)data[at]))
            at++;
        char mark = at < size && (data[at] == '"' || data[at] == '\'') ? data[at] : '\0';
        start = at += mark != '\0';
        while (at < size && (mark ? data[at] != mark : !bs_ascii_is_space((unsigned char)data[at])))
            at++;
        *value = (bs_str){data + start, at - start};
        at += mark && at < size;
    }
    *attributes = (bs_str){data + at, size - at};
    return true;
}
