/* html_scan.c - see html_scan.h. */
#include "read/html_scan.h"

#include <stddef.h>

#include "base/chunk.h"

enum { ATTRIBUTES_MAX = 1024 };

/* What is called for each token, each kind with the registers that it needs and no more. */
#define SEPARATE __attribute__((noinline))

/* --- Names ---------------------------------------------------------------------------------------
 */

typedef struct known {
    const char *name;
    bs_tag tag;
    unsigned nature;
} known;

enum { B = BS_TAG_BLOCK, V = BS_TAG_VOID, R = BS_TAG_RAW, X = BS_TAG_HIDDEN, H = BS_TAG_HEADING };

static const known tags[] = {
    {"a", BS_TAG_A, 0},
    {"abbr", BS_TAG_OTHER, 0},
    {"acronym", BS_TAG_OTHER, 0},
    {"address", BS_TAG_ADDRESS, B},
    {"applet", BS_TAG_OTHER, X},
    {"area", BS_TAG_OTHER, V},
    {"article", BS_TAG_ARTICLE, B},
    {"aside", BS_TAG_ASIDE, B},
    {"audio", BS_TAG_OTHER, X},
    {"b", BS_TAG_OTHER, 0},
    {"base", BS_TAG_OTHER, V},
    {"basefont", BS_TAG_OTHER, V},
    {"bdi", BS_TAG_OTHER, 0},
    {"bdo", BS_TAG_OTHER, 0},
    {"bgsound", BS_TAG_OTHER, V},
    {"big", BS_TAG_OTHER, 0},
    {"blockquote", BS_TAG_BLOCKQUOTE, B},
    {"body", BS_TAG_BODY, B},
    {"br", BS_TAG_BR, V},
    {"button", BS_TAG_OTHER, X},
    {"canvas", BS_TAG_OTHER, X},
    {"caption", BS_TAG_CAPTION, B},
    {"center", BS_TAG_DIV, B},
    {"cite", BS_TAG_OTHER, 0},
    {"code", BS_TAG_OTHER, 0},
    {"col", BS_TAG_OTHER, V},
    {"data", BS_TAG_OTHER, 0},
    {"datalist", BS_TAG_OTHER, X},
    {"dd", BS_TAG_DD, B},
    {"del", BS_TAG_OTHER, 0},
    {"details", BS_TAG_DIV, B},
    {"dfn", BS_TAG_OTHER, 0},
    {"dialog", BS_TAG_DIALOG, B},
    {"dir", BS_TAG_UL, B},
    {"div", BS_TAG_DIV, B},
    {"dl", BS_TAG_DIV, B},
    {"dt", BS_TAG_DT, B},
    {"em", BS_TAG_OTHER, 0},
    {"embed", BS_TAG_OTHER, V},
    {"fieldset", BS_TAG_DIV, B},
    {"figcaption", BS_TAG_FIGCAPTION, B},
    {"figure", BS_TAG_FIGURE, B},
    {"font", BS_TAG_OTHER, 0},
    {"footer", BS_TAG_FOOTER, B},
    {"form", BS_TAG_FORM, B},
    {"frame", BS_TAG_OTHER, V},
    {"frameset", BS_TAG_DIV, B},
    {"h1", BS_TAG_H1, B | H | 1 * BS_TAG_RANK},
    {"h2", BS_TAG_H2, B | H | 2 * BS_TAG_RANK},
    {"h3", BS_TAG_H2, B | H | 3 * BS_TAG_RANK},
    {"h4", BS_TAG_H2, B | H | 4 * BS_TAG_RANK},
    {"h5", BS_TAG_H2, B | H | 5 * BS_TAG_RANK},
    {"h6", BS_TAG_H2, B | H | 6 * BS_TAG_RANK},
    {"head", BS_TAG_DIV, B},
    {"header", BS_TAG_HEADER, B},
    {"hgroup", BS_TAG_DIV, B},
    {"hr", BS_TAG_OTHER, B | V},
    {"html", BS_TAG_HTML, B},
    {"i", BS_TAG_OTHER, 0},
    {"iframe", BS_TAG_OTHER, R},
    {"img", BS_TAG_OTHER, V},
    {"input", BS_TAG_INPUT, V},
    {"ins", BS_TAG_OTHER, 0},
    {"kbd", BS_TAG_OTHER, 0},
    {"keygen", BS_TAG_OTHER, V},
    {"label", BS_TAG_LABEL, 0},
    {"legend", BS_TAG_DIV, B},
    {"li", BS_TAG_LI, B},
    {"link", BS_TAG_LINK, V},
    {"listing", BS_TAG_PRE, B},
    {"main", BS_TAG_MAIN, B},
    {"map", BS_TAG_OTHER, 0},
    {"mark", BS_TAG_OTHER, 0},
    {"math", BS_TAG_OTHER, X},
    {"menu", BS_TAG_MENU, B},
    {"meta", BS_TAG_META, V},
    {"nav", BS_TAG_NAV, B},
    {"nobr", BS_TAG_OTHER, 0},
    {"noembed", BS_TAG_OTHER, R},
    {"noframes", BS_TAG_OTHER, R},
    {"noscript", BS_TAG_OTHER, R},
    {"object", BS_TAG_OTHER, X},
    {"ol", BS_TAG_OL, B},
    {"optgroup", BS_TAG_OTHER, B | X},
    {"option", BS_TAG_OTHER, B | X},
    {"p", BS_TAG_P, B},
    {"param", BS_TAG_OTHER, V},
    {"picture", BS_TAG_OTHER, 0},
    {"plaintext", BS_TAG_OTHER, B},
    {"pre", BS_TAG_PRE, B},
    {"q", BS_TAG_OTHER, 0},
    {"rp", BS_TAG_OTHER, X},
    {"rt", BS_TAG_OTHER, X},
    {"ruby", BS_TAG_OTHER, 0},
    {"s", BS_TAG_OTHER, 0},
    {"samp", BS_TAG_OTHER, 0},
    {"script", BS_TAG_SCRIPT, R},
    {"search", BS_TAG_NAV, B},
    {"section", BS_TAG_SECTION, B},
    {"select", BS_TAG_OTHER, X},
    {"small", BS_TAG_OTHER, 0},
    {"source", BS_TAG_OTHER, V},
    {"span", BS_TAG_SPAN, 0},
    {"strike", BS_TAG_OTHER, 0},
    {"strong", BS_TAG_OTHER, 0},
    {"style", BS_TAG_OTHER, R},
    {"sub", BS_TAG_OTHER, 0},
    {"summary", BS_TAG_DIV, B},
    {"sup", BS_TAG_OTHER, 0},
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
    {"tt", BS_TAG_OTHER, 0},
    {"u", BS_TAG_OTHER, 0},
    {"ul", BS_TAG_UL, B},
    {"var", BS_TAG_OTHER, 0},
    {"video", BS_TAG_OTHER, X},
    {"wbr", BS_TAG_OTHER, V},
    {"xmp", BS_TAG_OTHER, R},
};

enum { TAGS = sizeof tags / sizeof *tags };

_Static_assert((int)TAGS < (int)UINT8_MAX, "a slot holds the index of a tag");

/* A name is told by its first eight bytes in lower case, the first the lowest; where it is longer
 * by what follows, too. */
static inline uint64_t key_of(const char *name, size_t size)
{
    const uint64_t cases = UINT64_C(0x2020202020202020);
    if (size >= 8)
        return bs_chunk_word(name) | cases;
    uint64_t key = 0;
    for (size_t i = size; i-- > 0;)
        key = key << 8 | (unsigned char)name[i] | 0x20;
    return key;
}

static inline uint32_t mix(uint64_t key)
{
    return (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32);
}

void bs_html_scanner_init(bs_html_scanner *scanner, bs_str page)
{
    memset(scanner, 0, offsetof(bs_html_scanner, keys));
    scanner->page = page;
    for (unsigned i = 0; i < TAGS; i++) {
        uint64_t key = key_of(tags[i].name, strlen(tags[i].name));
        uint32_t slot = mix(key) % BS_TAG_SLOTS;
        while (scanner->slots[slot])
            slot = (slot + 1) % BS_TAG_SLOTS;
        scanner->slots[slot] = (uint8_t)(i + 1);
        scanner->keys[slot] = key;
    }
}

static void look_up(const bs_html_scanner *scanner, bs_str name, uint64_t key, bs_html_token *token)
{
    for (uint32_t slot = mix(key) % BS_TAG_SLOTS; scanner->slots[slot];
         slot = (slot + 1) % BS_TAG_SLOTS) {
        const known *tag = &tags[scanner->slots[slot] - 1];
        if (scanner->keys[slot] != key || (name.size > 8 && !bs_str_is_nocase(name, tag->name)))
            continue;
        token->tag = tag->tag;
        token->nature = tag->nature;
        token->name = scanner->slots[slot];
        return;
    }
    /* Of a long name its ends tell enough; above the numbers of names that are known. */
    uint64_t end = name.size > 8 ? key_of(name.data + name.size - 8, 8) + name.size : 0;
    token->name = mix(key ^ mix(end)) | 0x100;
    /* Custom elements lay out as blocks more often than not. */
    bool has_hyphen = memchr(name.data, '-', name.size);
    token->tag = has_hyphen ? BS_TAG_DIV : BS_TAG_OTHER;
    token->nature = has_hyphen ? BS_TAG_BLOCK | BS_TAG_CUSTOM : 0;
}

#define KEY2(a, b) ((uint64_t)(b) << 8 | (a))
#define KEY4(a, b, c, d) (KEY2(c, d) << 16 | KEY2(a, b))
#define KEY5(a, b, c, d, e) ((uint64_t)(e) << 32 | KEY4(a, b, c, d))
#define KEY6(a, b, c, d, e, f) (KEY2(e, f) << 32 | KEY4(a, b, c, d))
#define KEY7(a, b, c, d, e, f, g) ((uint64_t)(g) << 48 | KEY6(a, b, c, d, e, f))
#define KEY8(a, b, c, d, e, f, g, h) (KEY4(e, f, g, h) << 32 | KEY4(a, b, c, d))

/* A multiplier that gives each attribute a slot of its own. */
#define ATTRIBUTE_SLOT(key) ((key)*UINT64_C(0x612e7696a6cecc1b) >> 59)
#define ATTRIBUTE(key, size, attribute) \
    [ATTRIBUTE_SLOT(key)] = {key, size, BS_ATTRIBUTE_COUNT - attribute}

/* The attribute of a name with that key, or BS_ATTRIBUTE_COUNT. */
static inline bs_attribute attribute_of(uint64_t key, size_t size)
{
    static const struct {
        uint64_t key;                /* 0 for an empty slot */
        uint32_t size, before_count; /* how far the attribute is before BS_ATTRIBUTE_COUNT */
    } slots[32] = {
        ATTRIBUTE(KEY2('i', 'd'), 2, BS_ATTRIBUTE_ID),
        ATTRIBUTE(KEY4('r', 'e', 'l', 0), 3, BS_ATTRIBUTE_REL),
        ATTRIBUTE(KEY4('h', 'r', 'e', 'f'), 4, BS_ATTRIBUTE_HREF),
        ATTRIBUTE(KEY4('l', 'a', 'n', 'g'), 4, BS_ATTRIBUTE_LANG),
        ATTRIBUTE(KEY4('n', 'a', 'm', 'e'), 4, BS_ATTRIBUTE_NAME),
        ATTRIBUTE(KEY4('r', 'o', 'l', 'e'), 4, BS_ATTRIBUTE_ROLE),
        ATTRIBUTE(KEY4('t', 'y', 'p', 'e'), 4, BS_ATTRIBUTE_TYPE),
        ATTRIBUTE(KEY5('c', 'l', 'a', 's', 's'), 5, BS_ATTRIBUTE_CLASS),
        ATTRIBUTE(KEY5('s', 't', 'y', 'l', 'e'), 5, BS_ATTRIBUTE_STYLE),
        ATTRIBUTE(KEY5('t', 'i', 't', 'l', 'e'), 5, BS_ATTRIBUTE_TITLE),
        ATTRIBUTE(KEY6('h', 'i', 'd', 'd', 'e', 'n'), 6, BS_ATTRIBUTE_HIDDEN),
        ATTRIBUTE(KEY7('c', 'o', 'n', 't', 'e', 'n', 't'), 7, BS_ATTRIBUTE_CONTENT),
        ATTRIBUTE(KEY7('p', 'u', 'b', 'd', 'a', 't', 'e'), 7, BS_ATTRIBUTE_PUBDATE),
        ATTRIBUTE(KEY8('d', 'a', 't', 'e', 't', 'i', 'm', 'e'), 8, BS_ATTRIBUTE_DATETIME),
        ATTRIBUTE(KEY8('i', 't', 'e', 'm', 'p', 'r', 'o', 'p'), 8, BS_ATTRIBUTE_ITEMPROP),
        ATTRIBUTE(KEY8('p', 'r', 'o', 'p', 'e', 'r', 't', 'y'), 8, BS_ATTRIBUTE_PROPERTY),
        /* Of these the first eight letters. */
        ATTRIBUTE(KEY8('h', 't', 't', 'p', '-', 'e', 'q', 'u'), 10, BS_ATTRIBUTE_HTTP_EQUIV),
        ATTRIBUTE(KEY8('a', 'r', 'i', 'a', '-', 'h', 'i', 'd'), 11, BS_ATTRIBUTE_ARIA_HIDDEN),
    };
    size_t slot = ATTRIBUTE_SLOT(key);
    unsigned is_known = (slots[slot].key == key) & (slots[slot].size == size);
    return (bs_attribute)(BS_ATTRIBUTE_COUNT - is_known * slots[slot].before_count);
}

/* --- Tags ----------------------------------------------------------------------------------------
 */

/* Mostly it is near. */
static inline size_t find_char(bs_str text, char c, size_t from)
{
    enum { NEAR = 3 * BS_CHUNK };
    if (__builtin_expect(from + NEAR <= text.size, 1)) {
        const char *at = text.data + from;
        uint64_t first = bs_chunk_bits(bs_chunk_is(bs_chunk_of(at), c));
        uint64_t second = bs_chunk_bits(bs_chunk_is(bs_chunk_of(at + BS_CHUNK), c));
        uint64_t third = bs_chunk_bits(bs_chunk_is(bs_chunk_of(at + 2 * BS_CHUNK), c));
        uint64_t near = first | second << BS_CHUNK | third << 2 * BS_CHUNK;
        if (near)
            return from + (unsigned)__builtin_ctzll(near);
        from += NEAR;
    }
    const char *found = from < text.size ? memchr(text.data + from, c, text.size - from) : NULL;
    return found ? (size_t)(found - text.data) : SIZE_MAX;
}

static inline bool is_space_at(bs_str page, size_t at)
{
    return bs_ascii_is_space((unsigned char)page.data[at]);
}

static inline size_t skip_space(bs_str page, size_t at)
{
    while (at < page.size && (unsigned char)page.data[at] <= ' ' && is_space_at(page, at))
        at++;
    return at;
}

static inline bs_chunk is_name_end(bs_chunk chunk)
{
    return bs_chunk_is_space(chunk) | bs_chunk_is(chunk, '/') | bs_chunk_is(chunk, '>');
}

/* Where a name ends that begins at `at`: that of an attribute before "=", too. */
static inline size_t name_end(bs_str page, size_t at, bool is_attribute)
{
    for (; at < page.size; at += BS_CHUNK) {
        bs_chunk chunk = bs_chunk_at(page, at), ends = is_name_end(chunk);
        unsigned bits = bs_chunk_bits(is_attribute ? ends | bs_chunk_is(chunk, '=') : ends);
        if (bits)
            return at + (unsigned)__builtin_ctz(bits);
    }
    return page.size;
}

/* The key of a name in a page, which has bytes behind most names. */
static inline uint64_t key_at(bs_str page, size_t at, size_t size)
{
    if (page.size - at < 8)
        return key_of(page.data + at, size);
    unsigned used = size < 8 ? (unsigned)size : 8;
    return key_of(page.data + at, 8) & UINT64_MAX >> (64 - used * 8);
}

/* The value behind "=" and where it ends. In quotation marks, when these are closed. */
static inline size_t scan_value(bs_html_scanner *scanner, size_t at, bs_str *value)
{
    bs_str page = scanner->page;
    char c = page.data[at];
    if (c == '"' || c == '\'') {
        bool *has_no_mark = c == '"' ? &scanner->has_no_double : &scanner->has_no_single;
        size_t end = *has_no_mark ? SIZE_MAX : find_char(page, c, at + 1);
        if (end != SIZE_MAX) {
            *value = bs_str_slice(page, at + 1, end);
            return end + 1;
        }
        *has_no_mark = true;
    }
    size_t start = at;
    while (at < page.size && page.data[at] != '>' && !is_space_at(page, at))
        at++;
    *value = bs_str_slice(page, start, at);
    return at;
}

/* The attributes behind `at`, and the place behind the ">" that ends them; SIZE_MAX for a page that
 * breaks off. */
static size_t scan_attributes(bs_html_scanner *scanner, size_t at, bs_html_token *token)
{
    bs_str page = scanner->page;
    unsigned given = 0;
    for (size_t count = 0; at < page.size;) {
        unsigned char c = (unsigned char)page.data[at];
        if (c == '>') {
            token->given = given & ~(1u << BS_ATTRIBUTE_COUNT);
            return at + 1;
        }
        if (bs_ascii_is_space(c) || c == '/') {
            at++;
            continue;
        }
        if (count++ == ATTRIBUTES_MAX) { /* no page has so many: its end is at hand */
            at = find_char(page, '>', at);
            continue;
        }
        size_t start = at;
        at = name_end(page, at + 1, true);
        bs_attribute attribute = attribute_of(key_at(page, start, at - start), at - start);
        at = skip_space(page, at);
        bs_str value = bs_str_slice(page, at, at); /* in the page, as all that are read in chunks */
        if (at < page.size && page.data[at] == '=') {
            at = skip_space(page, at + 1);
            if (at < page.size)
                at = scan_value(scanner, at, &value);
            at += at < page.size && page.data[at] == ' ';
        }
        /* What is not kept has a place as well, so that none need be told from the others. */
        attribute = given >> attribute & 1 ? BS_ATTRIBUTE_COUNT : attribute;
        token->attributes[attribute] = value;
        given |= 1u << attribute;
    }
    return SIZE_MAX;
}

/* The tag whose name begins at `name`. */
SEPARATE static bool scan_tag(bs_html_scanner *scanner, size_t name, bs_html_token *token)
{
    bs_str page = scanner->page;
    token->kind = page.data[name - 1] == '/' ? BS_HTML_CLOSE : BS_HTML_OPEN;
    size_t at = name_end(page, name, false), size = at - name, end = at + 1;
    if (at < page.size && page.data[at] == '>')
        token->given = 0;
    else
        end = scan_attributes(scanner, at, token);
    if (end == SIZE_MAX) { /* a page that breaks off inside a tag */
        scanner->at = page.size;
        return false;
    }
    look_up(scanner, bs_str_slice(page, name, at), key_at(page, name, size), token);
    scanner->at = end;
    if ((token->nature & BS_TAG_RAW) && token->kind == BS_HTML_OPEN) {
        scanner->raw_tag = token->tag;
        scanner->raw_name = name;
        scanner->raw_name_size = size;
    }
    return true;
}

/* --- What is no tag ------------------------------------------------------------------------------
 */

/* Comments, declarations and instructions: the byte behind, the end of the page when there is none.
 */
SEPARATE static size_t skip_declaration(bs_html_scanner *scanner, size_t at)
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
    return end == SIZE_MAX ? page.size : end + 1;
}

/* What stands between a raw element's tags. */
SEPARATE static void scan_raw(bs_html_scanner *scanner, bs_html_token *token)
{
    bs_str page = scanner->page;
    bs_str name = {page.data + scanner->raw_name, scanner->raw_name_size};
    token->kind = BS_HTML_RAW;
    token->tag = scanner->raw_tag;
    token->text = bs_str_slice(page, scanner->at, scanner->at);
    scanner->raw_name_size = 0;
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
            name_end(page, end, false) != end)
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

static inline bool begins_markup(bs_str page, size_t at)
{
    if (page.data[at] != '<' || at + 1 == page.size)
        return false;
    unsigned char next = (unsigned char)page.data[at + 1];
    return bs_ascii_is_alpha(next) || next == '/' || next == '!' || next == '?';
}

/* The first "<" from `at` on that begins a tag, a comment or the like. */
static inline size_t find_markup(bs_str page, size_t at)
{
    for (; at < page.size; at += BS_CHUNK) {
        unsigned bits = bs_chunk_bits(bs_chunk_is(bs_chunk_at(page, at), '<'));
        for (; bits; bits &= bits - 1) {
            size_t found = at + (unsigned)__builtin_ctz(bits);
            if (begins_markup(page, found))
                return found;
        }
    }
    return page.size;
}

SEPARATE static bool scan_text(bs_html_scanner *scanner, bs_html_token *token)
{
    size_t start = scanner->at;
    scanner->at = find_markup(scanner->page, start + 1);
    token->kind = BS_HTML_TEXT;
    token->text = bs_str_slice(scanner->page, start, scanner->at);
    return true;
}

bool bs_html_next(bs_html_scanner *scanner, bs_html_token *token)
{
    bs_str page = scanner->page;
    if (scanner->raw_name_size > 0) {
        scan_raw(scanner, token);
        return true;
    }
    while (scanner->at < page.size) {
        size_t at = scanner->at;
        if (!begins_markup(page, at))
            return scan_text(scanner, token);
        size_t name = at + 1 + (page.data[at + 1] == '/');
        if (name < page.size && bs_ascii_is_alpha((unsigned char)page.data[name]))
            return scan_tag(scanner, name, token);
        scanner->at = skip_declaration(scanner, at);
    }
    return false;
}
