/* encoding.c - see encoding.h. */
#include "read/encoding.h"

#include <strings.h>

#include <uchardet.h>
#include <unicode/ucnv.h>

#include "base/error.h"
#include "base/str.h"
#include "base/utf8.h"

enum {
    DECLARATION_BYTES = 4096, /* of the head, searched for a declaration */
    PATTERN_BYTES = 4096,     /* of the head, searched for NULs */
    DETECTION_BYTES = 1 << 20,
    LABEL_BYTES_MAX = 64,
    PIVOT_UNITS = 4096,
};

/* Names as the web uses them: what is said to be the left is read as the right, its superset. */
static const char *const readings[][2] = {
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"gb2312", "gb18030"},
    {"gb_2312-80", "gb18030"},
    {"gbk", "gb18030"},
    {"x-gbk", "gb18030"},
    {"shift_jis", "ibm-943_P15A-2003"},
    {"shift-jis", "ibm-943_P15A-2003"},
    {"x-sjis", "ibm-943_P15A-2003"},
    {"sjis", "ibm-943_P15A-2003"},
    {"euc-kr", "windows-949"},
    {"ks_c_5601-1987", "windows-949"},
    {"uhc", "windows-949"},
    {"big5", "big5-hkscs"},
    {"x-mac-cyrillic", "x-mac-cyrillic"},
    {"mac-cyrillic", "x-mac-cyrillic"},
};

/* --- What the bytes themselves say ---------------------------------------------------------- */

static const char *by_order_mark(bs_str bytes, size_t *mark_size)
{
    static const struct mark {
        const char *bytes;
        size_t size;
        const char *encoding;
    } marks[] = {
        {"\xef\xbb\xbf", 3, "UTF-8"},
        {"\xff\xfe\0\0", 4, "UTF-32LE"}, /* before UTF-16LE, whose mark it begins with */
        {"\0\0\xfe\xff", 4, "UTF-32BE"},
        {"\xff\xfe", 2, "UTF-16LE"},
        {"\xfe\xff", 2, "UTF-16BE"},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (bytes.size >= marks[i].size && memcmp(bytes.data, marks[i].bytes, marks[i].size) == 0) {
            *mark_size = marks[i].size;
            return marks[i].encoding;
        }
    }
    return NULL;
}

static bool is_plain_or_nul(char byte)
{
    return (byte >= 0x20 && byte < 0x7f) || byte == '\0' || (byte >= '\t' && byte <= '\r');
}

/* Most of the text we meet has spaces and line ends, so UTF-16 without a mark shows as NULs in one
 * half of the places and hardly any in the other. Where all else is ASCII, a NUL stands beside
 * nearly every byte or is a stray one in a text of single bytes. */
static const char *by_nul_pattern(bs_str bytes)
{
    size_t size = bytes.size < PATTERN_BYTES ? bytes.size & ~(size_t)1 : PATTERN_BYTES;
    if (size < 4 || !memchr(bytes.data, '\0', size))
        return NULL;
    size_t nuls[4] = {0};
    for (size_t i = 0; i < size; i++)
        nuls[i % 4] += bytes.data[i] == '\0';
    /* UTF-32 has nothing else in the two upper bytes of four. */
    if (nuls[2] == size / 4 && nuls[3] == size / 4 && nuls[0] < size / 8)
        return "UTF-32LE";
    if (nuls[0] == (size + 3) / 4 && nuls[1] == (size + 2) / 4 && nuls[3] < size / 8)
        return "UTF-32BE";
    size_t even = 0, odd = 0, pairs = size / 2;
    bool is_plain = true; /* all but the NULs is printable ASCII */
    for (size_t i = 0; i < size; i += 2) {
        even += bytes.data[i] == '\0';
        odd += bytes.data[i + 1] == '\0';
        is_plain = is_plain && is_plain_or_nul(bytes.data[i]) && is_plain_or_nul(bytes.data[i + 1]);
    }
    size_t least = is_plain ? (pairs + 1) / 2 : (pairs + 9) / 10;
    if (odd >= least && even * 50 <= odd)
        return "UTF-16LE";
    if (even >= least && odd * 50 <= even)
        return "UTF-16BE";
    return NULL;
}

static bool is_label_char(unsigned char c)
{
    return bs_ascii_is_alpha(c) || bs_ascii_is_digit(c) || c == '-' || c == '_' || c == ':' ||
           c == '.';
}

/* The word behind `key` and "=" and perhaps a quotation mark. */
static bs_str label_behind(bs_str head, bs_str key, size_t from)
{
    size_t at = bs_str_find(head, key, from);
    if (at == SIZE_MAX)
        return (bs_str){NULL, 0};
    at += key.size;
    while (at < head.size && bs_ascii_is_space((unsigned char)head.data[at]))
        at++;
    if (at >= head.size || head.data[at] != '=')
        return label_behind(head, key, at);
    at++;
    while (at < head.size && (bs_ascii_is_space((unsigned char)head.data[at]) ||
                              head.data[at] == '"' || head.data[at] == '\''))
        at++;
    size_t end = at;
    while (end < head.size && is_label_char((unsigned char)head.data[end]))
        end++;
    return bs_str_slice(head, at, end);
}

/* `<?xml encoding=` and `<meta charset=` or `content="..; charset=`, in a copy in lower case. */
static bs_str declared_label(bs_str bytes, char lower[DECLARATION_BYTES])
{
    bs_str head = {lower, bytes.size < DECLARATION_BYTES ? bytes.size : DECLARATION_BYTES};
    for (size_t i = 0; i < head.size; i++)
        lower[i] = (char)bs_ascii_lower((unsigned char)bytes.data[i]);
    if (bs_str_starts(bs_str_trim(head), BS_STR("<?xml"))) {
        size_t end = bs_str_find(head, BS_STR("?>"), 0);
        bs_str declaration = bs_str_slice(head, 0, end == SIZE_MAX ? head.size : end);
        bs_str label = label_behind(declaration, BS_STR("encoding"), 0);
        if (label.size > 0)
            return label;
    }
    for (size_t at = 0; (at = bs_str_find(head, BS_STR("<meta"), at)) != SIZE_MAX; at++) {
        size_t end = bs_str_find(head, BS_STR(">"), at);
        bs_str tag = bs_str_slice(head, at, end == SIZE_MAX ? head.size : end);
        bs_str label = label_behind(tag, BS_STR("charset"), 0);
        if (label.size > 0)
            return label;
    }
    return (bs_str){NULL, 0};
}

static const char *reading_of(bs_str label, char name[LABEL_BYTES_MAX])
{
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++)
        if (bs_str_is_nocase(label, readings[i][0]))
            return readings[i][1];
    if (label.size == 0 || label.size >= LABEL_BYTES_MAX)
        return NULL;
    memcpy(name, label.data, label.size);
    name[label.size] = '\0';
    return name;
}

static bool is_convertible(const char *encoding)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(encoding, &code);
    if (!converter)
        return false;
    ucnv_close(converter);
    return U_SUCCESS(code);
}

/* Bytes over 0x7f that form UTF-8, against those that do not: a few wrong bytes in much UTF-8 are
 * damage, not another encoding. */
static bool is_mostly_utf8(bs_str bytes)
{
    size_t good = 0, wrong = 0;
    size_t size = bytes.size < DETECTION_BYTES ? bytes.size : DETECTION_BYTES;
    for (size_t i = 0; i < size;) {
        if ((unsigned char)bytes.data[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t point;
        i += bs_utf8_decode(bytes, i, &point);
        if (point == BS_UTF8_INVALID)
            wrong++;
        else
            good++;
    }
    return good > 2 * wrong;
}

static const char *by_detection(bs_str bytes, char name[LABEL_BYTES_MAX])
{
    uchardet_t detector = uchardet_new();
    if (!detector)
        return NULL;
    /* From the first byte that tells something, with a little of what stands before it. */
    size_t start = 0;
    while (start < bytes.size && (unsigned char)bytes.data[start] < 0x80)
        start++;
    start = start > 1024 ? start - 1024 : 0;
    size_t size = bytes.size - start;
    if (size > DETECTION_BYTES)
        size = DETECTION_BYTES;
    bs_str label = {NULL, 0};
    if (uchardet_handle_data(detector, bytes.data + start, size) == 0) {
        uchardet_data_end(detector);
        label = bs_str_from(uchardet_get_charset(detector));
    }
    const char *encoding = reading_of(label, name);
    uchardet_delete(detector);
    /* UTF-8 has been ruled out before. */
    if (encoding &&
        (bs_str_equal_nocase(bs_str_from(encoding), BS_STR("UTF-8")) || !is_convertible(encoding)))
        return NULL;
    return encoding;
}

/* --- Conversion ------------------------------------------------------------------------------ */

/* Counts what ICU replaces, then lets it do so. Closing a converter calls this too, when what
 * `context` points to is gone. */
static void count_replaced(const void *context, UConverterToUnicodeArgs *args, const char *units,
                           int32_t length, UConverterCallbackReason reason, UErrorCode *code)
{
    if (reason <= UCNV_IRREGULAR)
        ++**(size_t *const *)context;
    UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, units, length, reason, code);
}

static bs_status convert_with(UConverter *from, UConverter *to, bs_str bytes, bs_buffer *out,
                              size_t *replaced, bs_error *error)
{
    UErrorCode code = U_ZERO_ERROR;
    const void *context = &replaced;
    ucnv_setToUCallBack(from, count_replaced, context, NULL, NULL, &code);
    UChar pivot[PIVOT_UNITS];
    UChar *pivot_source = pivot, *pivot_target = pivot;
    const char *source = bytes.data, *source_end = bytes.data + bytes.size;
    UBool reset = 1;
    for (;;) {
        size_t room = (size_t)(source_end - source) * 2 + 64;
        char *start = bs_buffer_room(out, room);
        if (!start)
            return bs_fail_memory(error);
        char *target = start;
        code = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &target, start + room, &source, source_end, pivot, &pivot_source,
                       &pivot_target, pivot + PIVOT_UNITS, reset, 1, &code);
        reset = 0;
        out->size += (size_t)(target - start);
        if (code != U_BUFFER_OVERFLOW_ERROR)
            return U_FAILURE(code) && code == U_MEMORY_ALLOCATION_ERROR ? bs_fail_memory(error)
                                                                        : BS_OK;
    }
}

static bs_status convert(bs_str bytes, const char *encoding, bs_arena *arena, bs_decoded *decoded,
                         bs_error *error)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *from = ucnv_open(encoding, &code);
    UConverter *to = ucnv_open("UTF-8", &code);
    bs_buffer out = {0};
    bs_status status = BS_OK;
    if (U_FAILURE(code))
        status = bs_fail_memory(error);
    else
        status = convert_with(from, to, bytes, &out, &decoded->replaced, error);
    if (status == BS_OK) {
        decoded->text = bs_arena_copy(arena, bs_buffer_str(&out));
        /* A copy, since the name may lie in a local buffer; ICU's own name lives for ever. */
        decoded->encoding = "UTF-8";
        UErrorCode name_code = U_ZERO_ERROR;
        const char *name = ucnv_getName(from, &name_code);
        bs_str kept = bs_arena_copy(arena, bs_str_from(name ? name : encoding));
        decoded->encoding = kept.data;
        if (!decoded->text.data || !kept.data)
            status = bs_fail_memory(error);
    }
    bs_buffer_clear(&out);
    ucnv_close(to);
    ucnv_close(from);
    return status;
}

/* UTF-8 with some bytes wrong: each longest wrong sequence becomes one U+FFFD. */
static bs_status repair(bs_str bytes, size_t valid, bs_arena *arena, bs_decoded *decoded,
                        bs_error *error)
{
    bs_buffer out = {0};
    for (size_t at = 0; at < bytes.size;) {
        bs_buffer_add(&out, bs_str_slice(bytes, at, at + valid));
        at += valid;
        if (at < bytes.size) {
            uint32_t point;
            at += bs_utf8_decode(bytes, at, &point);
            bs_buffer_add(&out, BS_STR("\xef\xbf\xbd"));
            decoded->replaced++;
        }
        valid = bs_utf8_valid_until(bs_str_slice(bytes, at, bytes.size));
    }
    if (!out.failed)
        decoded->text = bs_arena_copy(arena, bs_buffer_str(&out));
    bs_status status = out.failed || !decoded->text.data ? bs_fail_memory(error) : BS_OK;
    bs_buffer_clear(&out);
    return status;
}

/* Encodings of seven bits that switch by escape sequences look like ASCII. */
static bool has_escapes(bs_str bytes)
{
    return bs_str_find(bytes, BS_STR("\x1b$"), 0) != SIZE_MAX ||
           bs_str_find(bytes, BS_STR("\x1b("), 0) != SIZE_MAX;
}

bs_status bs_decode(bs_str bytes, bs_str charset, bs_arena *arena, bs_decoded *decoded,
                    bs_error *error)
{
    char lower[DECLARATION_BYTES], name[LABEL_BYTES_MAX];
    size_t mark_size = 0;
    *decoded = (bs_decoded){.encoding = "UTF-8"};
    const char *encoding = by_order_mark(bytes, &mark_size);
    bool is_marked = encoding != NULL;
    bytes = bs_str_slice(bytes, mark_size, bytes.size);
    if (!encoding)
        encoding = by_nul_pattern(bytes);
    if (encoding && strcmp(encoding, "UTF-8") != 0)
        return convert(bytes, encoding, arena, decoded, error);

    size_t valid = bs_utf8_valid_until(bytes);
    if (valid == bytes.size &&
        (is_marked || !memchr(bytes.data, '\x1b', bytes.size) || !has_escapes(bytes))) {
        decoded->text = bytes;
        return BS_OK;
    }
    if (is_marked || (valid < bytes.size && is_mostly_utf8(bytes)))
        return repair(bytes, valid, arena, decoded, error);

    encoding = reading_of(charset, name);
    if (!encoding || strncasecmp(encoding, "utf", 3) == 0 || !is_convertible(encoding))
        encoding = reading_of(declared_label(bytes, lower), name);
    /* Declared as UTF-8 or UTF-16, which it was found not to be, the text is worth a guess. */
    if (!encoding || strncasecmp(encoding, "utf", 3) == 0 || !is_convertible(encoding))
        encoding = by_detection(bytes, name);
    if (!encoding && valid == bytes.size) {
        decoded->text = bytes;
        return BS_OK;
    }
    return convert(bytes, encoding ? encoding : "windows-1252", arena, decoded, error);
}
