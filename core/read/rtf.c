/*
 * rtf.c - rich text: what of it is text, in UTF-8. Control words that are not known are passed
 * over, as the format asks; so are groups that say that they may be.
 */
#include <stdio.h>
#include <unicode/ucnv.h>

#include "base/error.h"
#include "base/utf8.h"
#include "read/document.h"

enum { DEPTH_MAX = 512, FONTS_MAX = 1024, WORD_MAX = 32, BYTES_MAX = 256 };

typedef enum place { PLACE_TEXT, PLACE_HIDDEN, PLACE_FONTS, PLACE_TITLE } place;

/* What a group begins with and what ends with it. */
typedef struct group {
    uint8_t place;
    uint8_t skip; /* bytes that stand for each \u for readers without Unicode */
    bool is_hidden;
    uint16_t font;
} group;

typedef struct rtf {
    bs_document *to;
    bs_str text;
    size_t at;
    group stack[DEPTH_MAX];
    size_t depth;  /* of groups; deeper ones than DEPTH_MAX count as their parents */
    size_t beyond; /* groups deeper than that */
    uint16_t code_page;
    uint16_t pages[FONTS_MAX]; /* code page of a font, 0 for that of the document */
    char bytes[BYTES_MAX];     /* of the code page, not yet converted */
    size_t byte_count;
    uint32_t high; /* the first half of a surrogate pair */
    size_t to_skip;
    bs_buffer title;
} rtf;

static group *top(rtf *from)
{
    return &from->stack[from->depth];
}

static bs_buffer *target(rtf *from)
{
    const group *at = top(from);
    if (at->place == PLACE_TITLE)
        return &from->title;
    return at->place == PLACE_TEXT && !at->is_hidden ? &from->to->text : NULL;
}

/* --- Characters ------------------------------------------------------------------------------- */

static void flush_bytes(rtf *from)
{
    if (from->byte_count == 0)
        return;
    bs_buffer *to = target(from);
    uint16_t font = top(from)->font;
    unsigned page = font < FONTS_MAX && from->pages[font] ? from->pages[font] : from->code_page;
    char name[32];
    snprintf(name, sizeof name,
             page == 932     ? "ibm-943_P15A-2003"
             : page == 936   ? "gb18030"
             : page == 950   ? "big5-hkscs"
             : page == 10000 ? "macintosh"
                             : "windows-%u",
             page);
    char out[BYTES_MAX * 4];
    UErrorCode code = U_ZERO_ERROR;
    int32_t size =
        ucnv_convert("UTF-8", name, out, sizeof out, from->bytes, (int32_t)from->byte_count, &code);
    if (code == U_FILE_ACCESS_ERROR) {
        code = U_ZERO_ERROR;
        size = ucnv_convert("UTF-8", "windows-1252", out, sizeof out, from->bytes,
                            (int32_t)from->byte_count, &code);
    }
    from->byte_count = 0;
    if (to && U_SUCCESS(code) && size > 0)
        bs_buffer_add(to, (bs_str){out, (size_t)size});
}

static void add_byte(rtf *from, char byte)
{
    if (from->to_skip > 0) {
        from->to_skip--;
        return;
    }
    if ((unsigned char)byte < 0x80 && from->byte_count == 0) {
        bs_buffer *to = target(from);
        if (to && ((unsigned char)byte >= ' ' || byte == '\t' || byte == '\n'))
            bs_buffer_add_char(to, byte);
        return;
    }
    from->bytes[from->byte_count++] = byte;
    if (from->byte_count == BYTES_MAX)
        flush_bytes(from);
}

static void add_point(rtf *from, uint32_t point)
{
    bs_buffer *to = target(from);
    char bytes[4];
    flush_bytes(from);
    if (point >= 0xd800 && point < 0xdc00) {
        from->high = point;
        return;
    }
    if (point >= 0xdc00 && point < 0xe000)
        point = from->high ? 0x10000 + ((from->high - 0xd800) << 10) + (point - 0xdc00) : 0xfffd;
    from->high = 0;
    if (to && point >= ' ' && point < 0x110000)
        bs_buffer_add(to, (bs_str){bytes, bs_utf8_encode(point, bytes)});
}

static void end_paragraph(rtf *from)
{
    flush_bytes(from);
    if (target(from) == &from->to->text)
        bs_document_end_paragraph(from->to);
}

/* --- Control words ---------------------------------------------------------------------------- */

static uint16_t page_of_charset(int charset)
{
    static const uint16_t pages[][2] = {
        {77, 10000}, {128, 932},  {129, 949},  {134, 936},  {136, 950},  {161, 1253}, {162, 1254},
        {163, 1258}, {177, 1255}, {178, 1256}, {186, 1257}, {204, 1251}, {222, 874},  {238, 1250},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i][0] == charset)
            return pages[i][1];
    return 0;
}

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* Characters that have a word of their own. */
static uint32_t point_of(const char *word)
{
    static const struct named {
        const char *word;
        uint32_t point;
    } named[] = {
        {"emdash", 0x2014},    {"endash", 0x2013},    {"lquote", 0x2018}, {"rquote", 0x2019},
        {"ldblquote", 0x201c}, {"rdblquote", 0x201d}, {"bullet", 0x2022}, {"emspace", ' '},
        {"enspace", ' '},      {"tab", '\t'},
    };
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        if (strcmp(named[i].word, word) == 0)
            return named[i].point;
    return 0;
}

static void hide(rtf *from)
{
    flush_bytes(from);
    top(from)->place = PLACE_HIDDEN;
}

static bool take_place(rtf *from, const char *word)
{
    static const char *const passed[] = {
        "colortbl",   "stylesheet", "pict",      "header",    "headerl",    "headerr",  "headerf",
        "footer",     "footerl",    "footerr",   "footerf",   "object",     "fldinst",  "listtable",
        "footnote",   "rsidtbl",    "generator", "themedata", "datafield",  "xmlnstbl", "info",
        "author",     "operator",   "category",  "doccomm",   "comment",    "company",  "manager",
        "keywords",   "subject",    "hlinkbase", "creatim",   "revtim",     "printim",  "buptim",
        "annotation", "bkmkstart",  "bkmkend",   "private",   "nonshppict", "tc",       "xe",
        "deleted",    NULL};
    if (strcmp(word, "fonttbl") == 0) {
        top(from)->place = PLACE_FONTS;
    } else if (strcmp(word, "title") == 0) {
        flush_bytes(from);
        top(from)->place = PLACE_TITLE;
    } else if (is_one_of(word, passed)) {
        hide(from);
    } else {
        return false;
    }
    return true;
}

static void take_word(rtf *from, const char *word, bool has_number, int number)
{
    group *at = top(from);
    static const char *const ends[] = {"par", "cell", "row", "nestcell", "nestrow", NULL};
    static const char *const pages[] = {"page", "sect", NULL};
    uint32_t point = point_of(word);
    if (point) {
        if (point == '\t')
            add_byte(from, '\t');
        else
            add_point(from, point);
    } else if (is_one_of(word, ends)) {
        end_paragraph(from);
    } else if (is_one_of(word, pages)) {
        end_paragraph(from);
        from->to->begins_page = true;
    } else if (strcmp(word, "line") == 0) {
        flush_bytes(from);
        add_byte(from, '\n');
    } else if (strcmp(word, "u") == 0 && has_number) {
        add_point(from, number < 0 ? (uint32_t)(number + 65536) : (uint32_t)number);
        from->to_skip = at->skip;
    } else if (strcmp(word, "uc") == 0) {
        at->skip = (uint8_t)(number < 0 || number > 8 ? 1 : number);
    } else if (strcmp(word, "ansicpg") == 0 && number > 0 && number < 65536) {
        from->code_page = (uint16_t)number;
    } else if (strcmp(word, "mac") == 0) {
        from->code_page = 10000;
    } else if (strcmp(word, "f") == 0 || strcmp(word, "deff") == 0) {
        flush_bytes(from);
        at->font = (uint16_t)(number < 0 || number >= FONTS_MAX ? FONTS_MAX : number);
    } else if (strcmp(word, "fcharset") == 0 && at->place == PLACE_FONTS) {
        if (at->font < FONTS_MAX)
            from->pages[at->font] = page_of_charset(number);
    } else if (strcmp(word, "v") == 0) {
        flush_bytes(from);
        at->is_hidden = !has_number || number != 0;
    } else if (strcmp(word, "plain") == 0) {
        flush_bytes(from);
        at->is_hidden = false;
    } else if (strcmp(word, "pard") == 0) {
        from->to->is_heading = false;
    } else if (strcmp(word, "outlinelevel") == 0) {
        from->to->is_heading = number >= 0 && number < 9;
    } else if (strcmp(word, "bin") == 0 && number > 0) {
        size_t rest = from->text.size - from->at;
        from->at += (size_t)number < rest ? (size_t)number : rest;
    } else {
        take_place(from, word);
    }
}

/* --- Syntax ----------------------------------------------------------------------------------- */

static void open_group(rtf *from)
{
    flush_bytes(from);
    if (from->depth + 1 == DEPTH_MAX) {
        from->beyond++;
        return;
    }
    from->stack[from->depth + 1] = *top(from);
    from->depth++;
}

static void close_group(rtf *from)
{
    flush_bytes(from);
    from->to_skip = 0;
    if (from->beyond > 0)
        from->beyond--;
    else if (from->depth > 0)
        from->depth--;
}

static int hex(char c)
{
    unsigned char lower = bs_ascii_lower((unsigned char)c);
    return bs_ascii_is_digit(lower)       ? lower - '0'
           : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                          : -1;
}

static void take_symbol(rtf *from, char symbol)
{
    bs_str rest = bs_str_slice(from->text, from->at, from->text.size);
    switch (symbol) {
    case '\'':
        if (rest.size >= 2 && hex(rest.data[0]) >= 0 && hex(rest.data[1]) >= 0) {
            from->at += 2;
            add_byte(from, (char)(hex(rest.data[0]) * 16 + hex(rest.data[1])));
        }
        return;
    case '*':
        hide(from);
        return;
    case '~':
        add_point(from, 0xa0);
        return;
    case '_':
        add_point(from, 0x2011);
        return;
    case '-':
        return; /* where a word may be broken */
    case '\r':
    case '\n':
        end_paragraph(from);
        return;
    default:
        add_byte(from, symbol);
    }
}

static void take_control(rtf *from)
{
    bs_str text = from->text;
    char word[WORD_MAX + 1];
    size_t size = 0;
    while (from->at < text.size && bs_ascii_is_alpha((unsigned char)text.data[from->at])) {
        if (size < WORD_MAX)
            word[size++] = text.data[from->at];
        from->at++;
    }
    if (size == 0) {
        if (from->at < text.size)
            take_symbol(from, text.data[from->at++]);
        return;
    }
    word[size] = '\0';
    bool is_negative = from->at < text.size && text.data[from->at] == '-';
    size_t digits = from->at + is_negative;
    long number = 0;
    bool has_number = false;
    while (digits < text.size && bs_ascii_is_digit((unsigned char)text.data[digits])) {
        if (number < 100 * 1000 * 1000)
            number = number * 10 + (text.data[digits] - '0');
        digits++;
        has_number = true;
    }
    if (has_number)
        from->at = digits;
    if (from->at < text.size && text.data[from->at] == ' ')
        from->at++;
    if (strcmp(word, "u") != 0)
        from->high = 0;
    take_word(from, word, has_number, (int)(is_negative ? -number : number));
}

bs_status bs_rtf_parse(bs_str bytes, bs_arena *arena, bs_document *document, bs_error *error)
{
    rtf *from = calloc(1, sizeof *from);
    if (!from)
        return bs_fail_memory(error);
    from->to = document;
    from->text = bytes;
    from->code_page = 1252;
    from->stack[0].skip = 1;
    while (from->at < bytes.size && !document->text.failed) {
        char c = bytes.data[from->at++];
        if (c == '\\')
            take_control(from);
        else if (c == '{')
            open_group(from);
        else if (c == '}')
            close_group(from);
        else if (c != '\r' && c != '\n' && c != '\0')
            add_byte(from, c);
    }
    flush_bytes(from);
    bs_document_end_paragraph(document);
    bs_str title = bs_str_trim(bs_buffer_str(&from->title));
    if (title.size > 0)
        document->title = bs_arena_copy(arena, title);
    bool failed = document->failed || document->text.failed;
    bs_buffer_clear(&from->title);
    free(from);
    return failed ? bs_fail_memory(error) : BS_OK;
}
