/* layout.c - see layout.h. */
#include "text/layout.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/str.h"
#include "base/utf8.h"
#include "text/character.h"

enum {
    SAMPLE_BYTES = 16 * 1024,
    WRAP_WIDTH_MIN = 30,
    WRAP_WIDTH_MAX = 160,
    ODD_LINES_IN_HUNDRED = 2, /* longer than the width: an address, a table */
    FULL_IN_HUNDRED = 50,
    MIDDLE_IN_HUNDRED = 25,
};

static bool is_line_end_byte(char c)
{
    return c == '\n' || c == '\r' || c == '\f';
}

static bool is_character_start(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

#ifdef __SSE2__
/* Counts the characters that begin in the bytes before `*at`, sixteen by sixteen, as far as no line
 * ends in them and the width stays below the maximum; `*at` moves before what was counted. */
static size_t width_of_blocks(bs_str text, size_t *at)
{
    size_t width = 0;
    __m128i counts = _mm_setzero_si128(); /* minus the number of characters, lane by lane */
    for (size_t most = BS_LAYOUT_WIDTH_MAX; *at >= 16 && most >= 16; *at -= 16, most -= 16) {
        __m128i bytes = _mm_loadu_si128((const void *)(text.data + *at - 16));
        __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')),
                                    _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')),
                                                 _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\f'))));
        __m128i starts = _mm_cmpgt_epi8(bytes, _mm_set1_epi8(-65));
        unsigned found = (unsigned)_mm_movemask_epi8(ends);
        if (found) { /* what stands behind the last of them */
            unsigned behind = 32 - (unsigned)__builtin_clz(found);
            unsigned left = (unsigned)_mm_movemask_epi8(starts) >> behind;
            *at -= 16 - behind;
            width += (size_t)__builtin_popcount(left);
            break;
        }
        counts = _mm_add_epi8(counts, starts);
    }
    __m128i sums = _mm_sad_epu8(_mm_sub_epi8(_mm_setzero_si128(), counts), _mm_setzero_si128());
    return width + (size_t)_mm_cvtsi128_si64(sums) + (size_t)_mm_extract_epi16(sums, 4);
}
#else
static size_t width_of_blocks(bs_str text, size_t *at)
{
    (void)text, (void)at;
    return 0;
}
#endif

size_t bs_layout_line_width(bs_str text, size_t line_end)
{
    size_t at = line_end, width = width_of_blocks(text, &at);
    for (; at > 0 && width < BS_LAYOUT_WIDTH_MAX; at--) {
        char c = text.data[at - 1];
        if (is_line_end_byte(c))
            break;
        width += is_character_start(c);
    }
    return width;
}

static size_t word_width(bs_str text, size_t at)
{
    size_t width = 0;
    for (; at < text.size && width < BS_LAYOUT_WIDTH_MAX; at++) {
        if (bs_ascii_is_space((unsigned char)text.data[at]))
            break;
        width += is_character_start(text.data[at]);
    }
    return width;
}

bool bs_layout_had_room(const bs_layout *layout, bs_str text, size_t line_end, size_t next)
{
    return bs_layout_line_width(text, line_end) + 1 + word_width(text, next) <= layout->width;
}

/* A line of the sample and the beginning of the next one. */
typedef struct text_line {
    size_t end;      /* without white space */
    size_t next;     /* first character of the next line that is no blank */
    bool is_inside;  /* neither this line nor the next is blank */
    bool has_blanks; /* more than one word */
} text_line;

/* The next LF, or the next CR before it. */
static size_t find_line_end(bs_str sample, size_t at)
{
    const char *line = sample.data + at;
    size_t left = sample.size - at;
    const char *lf = memchr(line, '\n', left);
    left = lf ? (size_t)(lf - line) : left;
    const char *cr = memchr(line, '\r', left);
    return at + (cr ? (size_t)(cr - line) : left);
}

/* Reads the line at `*at` and moves on; false at the end of the sample. */
static bool read_line(bs_str sample, size_t *at, text_line *read)
{
    if (*at >= sample.size)
        return false;
    size_t start = bs_blanks_pass(sample, *at), end = find_line_end(sample, start);
    read->has_blanks = memchr(sample.data + start, ' ', end - start) != NULL;
    size_t next = end;
    if (next < sample.size)
        next += sample.data[next] == '\r' && next + 1 < sample.size && sample.data[next + 1] == '\n'
                    ? 2
                    : 1;
    *at = next;
    read->next = bs_blanks_pass(sample, next);
    while (end > start && bs_ascii_is_space((unsigned char)sample.data[end - 1]))
        end--;
    read->end = end;
    read->is_inside =
        end > start && read->next < sample.size && !is_line_end_byte(sample.data[read->next]);
    return true;
}

/* The width that all but a few lines keep to. */
static size_t usual_width(bs_str sample)
{
    size_t counts[BS_LAYOUT_WIDTH_MAX + 1] = {0}, total = 0;
    text_line line;
    for (size_t at = 0; read_line(sample, &at, &line);) {
        if (!line.has_blanks)
            continue;
        counts[bs_layout_line_width(sample, line.end)]++;
        total++;
    }
    size_t odd = total * ODD_LINES_IN_HUNDRED / 100, width = BS_LAYOUT_WIDTH_MAX;
    while (width > 0 && counts[width] <= odd)
        odd -= counts[width--];
    return width;
}

/* Whether the next line begins in the middle of a sentence, as far as letters tell. */
static bool begins_in_the_middle(bs_str sample, size_t next)
{
    return bs_is_lower_at(sample, next) ||
           (bs_is_letter_at(sample, next) && !bs_is_upper_at(sample, next));
}

bs_layout bs_layout_read(bs_str text)
{
    bs_str sample = {text.data, text.size < SAMPLE_BYTES ? text.size : SAMPLE_BYTES};
    if (text.size < WRAP_WIDTH_MIN)
        return (bs_layout){.width = 0}; /* names of lexicons come by the hundred thousand */
    bs_layout layout = {.width = usual_width(sample)};
    if (layout.width < WRAP_WIDTH_MIN || layout.width > WRAP_WIDTH_MAX)
        return layout;
    size_t inside = 0, full = 0, middle = 0;
    text_line line;
    for (size_t at = 0; read_line(sample, &at, &line);) {
        if (!line.is_inside)
            continue;
        inside++;
        full += !bs_layout_had_room(&layout, sample, line.end, line.next);
        middle += begins_in_the_middle(sample, line.next);
    }
    layout.is_wrapped = inside > 0 && full * 100 >= inside * FULL_IN_HUNDRED &&
                        middle * 100 >= inside * MIDDLE_IN_HUNDRED;
    return layout;
}
