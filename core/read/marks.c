/* marks.c - see marks.h. */
#include "read/marks.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/str.h"

enum {
    LINE_BYTES_MAX = 300,
    NAME_WORDS_MAX = 24,
    HEADING_BYTES_MAX = 60,
    CAPTION_BYTES_MAX = 700,
    CREDIT_WORDS_MAX = 9,
};

/* --- Words ---------------------------------------------------------------------------------------
 */

static bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_word_byte(unsigned char c)
{
    return bs_ascii_is_alpha(c) || bs_ascii_is_digit(c) || c >= 0x80;
}

static bool has_word_at(bs_str text, size_t at, bs_str word)
{
    size_t end = at + word.size;
    return end <= text.size && !(end < text.size && is_word_byte((unsigned char)text.data[end])) &&
           bs_str_equal_nocase(bs_str_slice(text, at, end), word);
}

static bool begins_word(bs_str text, size_t at)
{
    return at == 0 || !is_word_byte((unsigned char)text.data[at - 1]);
}

size_t bs_mark_glue(bs_str text, size_t at)
{
#ifdef __SSE2__
    /* Signed, so that a comparison can tell a range of bytes from all others. */
    const __m128i letters = _mm_set1_epi8(26 - 128);
    for (; at < text.size && text.size - at >= 16; at += 16) {
        __m128i here = _mm_loadu_si128((const void *)(text.data + at));
        __m128i before = _mm_loadu_si128((const void *)(text.data + at - 1));
        __m128i upper = _mm_sub_epi8(here, _mm_set1_epi8((char)('A' + 128)));
        __m128i lower = _mm_or_si128(before, _mm_set1_epi8(0x20));
        __m128i alpha = _mm_sub_epi8(lower, _mm_set1_epi8((char)('a' + 128)));
        __m128i marks = _mm_or_si128(_mm_cmpeq_epi8(before, _mm_set1_epi8('.')),
                                     _mm_or_si128(_mm_cmpeq_epi8(before, _mm_set1_epi8('!')),
                                                  _mm_cmpeq_epi8(before, _mm_set1_epi8('?'))));
        __m128i glued = _mm_and_si128(_mm_cmplt_epi8(upper, letters),
                                      _mm_or_si128(_mm_cmplt_epi8(alpha, letters), marks));
        unsigned places = (unsigned)_mm_movemask_epi8(glued);
        if (places)
            return at + (unsigned)__builtin_ctz(places);
    }
#endif
    for (; at < text.size; at++) {
        unsigned char before = (unsigned char)text.data[at - 1];
        if (is_upper((unsigned char)text.data[at]) &&
            (bs_ascii_is_alpha(before) || before == '.' || before == '!' || before == '?'))
            break;
    }
    return at;
}

/* Place of `word` as a whole word, letters in any case, or SIZE_MAX. */
static size_t find_word(bs_str text, bs_str word)
{
    for (size_t i = 0; i + word.size <= text.size; i++)
        if (begins_word(text, i) && has_word_at(text, i, word))
            return i;
    return SIZE_MAX;
}

/* Whether one of the words, which begin with letters, stands in it as a whole word. */
static bool has_word_of(bs_str text, const char *const *words)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char first = bs_ascii_lower((unsigned char)text.data[i]);
        if (!bs_ascii_is_alpha(first) || !begins_word(text, i))
            continue;
        for (const char *const *word = words; *word; word++)
            if (bs_ascii_lower((unsigned char)**word) == first &&
                has_word_at(text, i, bs_str_from(*word)))
                return true;
    }
    return false;
}

static bool is_one_of(bs_str text, const char *const *words)
{
    if (text.size == 0)
        return false;
    for (; *words; words++) /* a look at the first letters first, whatever their case */
        if (((**words ^ text.data[0]) & ~0x20) == 0 && bs_str_is_nocase(text, *words))
            return true;
    return false;
}

static bs_str next_word(bs_str *rest)
{
    size_t start = 0;
    while (start < rest->size && rest->data[start] == ' ')
        start++;
    size_t end = start;
    while (end < rest->size && rest->data[end] != ' ')
        end++;
    bs_str word = bs_str_slice(*rest, start, end);
    *rest = bs_str_slice(*rest, end, rest->size);
    return word;
}

/* A word with a capital, or in a script that we know no capitals of. */
static bool is_capitalised(bs_str word)
{
    return word.size > 0 &&
           (is_upper((unsigned char)word.data[0]) || (unsigned char)word.data[0] >= 0x80);
}

bool bs_mark_is_names(bs_str text)
{
    static const char *const particles[] = {
        "and", "de", "del", "della", "der", "den", "van", "von", "da", "di", "dos", "du",
        "la",  "le", "el",  "al",    "bin", "ibn", "of",  "y",   "zu", "&",  NULL};
    size_t words = 0, capitalised = 0;
    for (bs_str rest = text, word; (word = next_word(&rest)).size > 0; words++) {
        if (words >= NAME_WORDS_MAX || bs_ascii_is_digit((unsigned char)word.data[0]))
            return false;
        if (is_capitalised(word))
            capitalised++;
        else if (!is_one_of(word, particles))
            return false;
    }
    return capitalised > 0 && !strchr("!?:", text.data[text.size - 1]);
}

/* --- Bylines -------------------------------------------------------------------------------------
 */

/* The words with capitals that `text` begins with. */
static bs_str leading_name(bs_str text)
{
    bs_str rest = text, word;
    const char *end = text.data;
    while ((word = next_word(&rest)).size > 0 && is_capitalised(word) &&
           !bs_str_starts(word, BS_STR("\xe2\x80"))) {
        end = word.data + word.size;
        if (strchr(",.;)", end[-1])) {
            end--;
            break;
        }
    }
    return (bs_str){text.data, (size_t)(end - text.data)};
}

/* ", in The Courier" or ", for Example News" behind the role. */
static bs_str outlet_behind(bs_str text)
{
    static const char *const joints[] = {", in ", ", for ", ", writing in ", ", at "};
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
        size_t at = bs_str_find(text, bs_str_from(joints[i]), 0);
        if (at == SIZE_MAX)
            continue;
        bs_str name = leading_name(bs_str_slice(text, at + strlen(joints[i]), text.size));
        if (name.size > 1)
            return name;
    }
    return (bs_str){NULL, 0};
}

/* Title = “..” or Title: "..". */
static bs_str title_in(bs_str text)
{
    static const char *const quotes[][2] = {
        {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"\"", "\""}, {"\xc2\xab", "\xc2\xbb"}};
    size_t at = find_word(text, BS_STR("title"));
    if (at == SIZE_MAX)
        return (bs_str){NULL, 0};
    bs_str rest = bs_str_trim(bs_str_slice(text, at + 5, text.size));
    if (rest.size == 0 || (rest.data[0] != '=' && rest.data[0] != ':'))
        return (bs_str){NULL, 0};
    rest = bs_str_trim(bs_str_slice(rest, 1, rest.size));
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        bs_str opening = bs_str_from(quotes[i][0]);
        if (!bs_str_starts(rest, opening))
            continue;
        size_t end = bs_str_find(rest, bs_str_from(quotes[i][1]), opening.size);
        if (end != SIZE_MAX && end > opening.size)
            return bs_str_slice(rest, opening.size, end);
    }
    return (bs_str){NULL, 0};
}

/* Jane Roe for The Courier: "Ferries run longer". */
static bool is_for_outlet(bs_str line, bs_byline_marks *marks)
{
    static const char *const quotes[][2] = {
        {"\xe2\x80\x9c", "\xe2\x80\x9d"}, {"\"", "\""}, {"\xc2\xab", "\xc2\xbb"}};
    size_t joint = bs_str_find(line, BS_STR(" for "), 0),
           colon = bs_str_find(line, BS_STR(": "), 0);
    if (joint == SIZE_MAX || colon == SIZE_MAX || colon < joint + 6)
        return false;
    bs_str names = bs_str_slice(line, 0, joint), outlet = bs_str_slice(line, joint + 5, colon);
    bs_str rest = bs_str_trim(bs_str_slice(line, colon + 1, line.size));
    if (!memchr(names.data, ' ', names.size) || !bs_mark_is_names(names) ||
        !bs_str_equal(leading_name(outlet), outlet))
        return false;
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        bs_str open = bs_str_from(quotes[i][0]), close = bs_str_from(quotes[i][1]);
        if (!bs_str_starts(rest, open) || !bs_str_ends(rest, close) ||
            rest.size <= open.size + close.size)
            continue;
        *marks =
            (bs_byline_marks){names, outlet, bs_str_slice(rest, open.size, rest.size - close.size)};
        return true;
    }
    return false;
}

bool bs_mark_byline(bs_str line, bs_byline_marks *marks)
{
    static const char *const roles[] = {
        "correspondent", "reporter", "staff writer", "columnist",   "contributor",
        "bureau chief",  "editor",   "journalist",   "commentator", NULL};
    enum { BY_BYTES_MAX = 120 };
    *marks = (bs_byline_marks){0};
    if (line.size < 5 || line.size > LINE_BYTES_MAX || line.data[line.size - 1] == '.')
        return false;
    if ((bs_str_starts(line, BS_STR("By ")) || bs_str_starts(line, BS_STR("BY "))) &&
        line.size <= BY_BYTES_MAX) {
        bs_str names = bs_str_trim(bs_str_slice(line, 3, line.size));
        size_t role = bs_str_find(names, BS_STR(", "), 0);
        if (role != SIZE_MAX && has_word_of(bs_str_slice(names, role, names.size), roles))
            names = bs_str_slice(names, 0, role);
        size_t place = bs_str_find(names, BS_STR(" in "), 0); /* "By Jane Roe in Lisbon" */
        if (place != SIZE_MAX && place > 0 &&
            bs_mark_is_names(bs_str_slice(names, place + 4, names.size)))
            names = bs_str_slice(names, 0, place);
        marks->names = names;
        return names.size > 0 && bs_mark_is_names(names);
    }
    if (is_for_outlet(line, marks))
        return true;
    size_t comma = bs_str_find(line, BS_STR(", "), 0);
    if (comma == SIZE_MAX)
        return false;
    marks->names = bs_str_slice(line, 0, comma);
    bs_str role = bs_str_slice(line, comma, line.size);
    if (!memchr(marks->names.data, ' ', comma) || !bs_mark_is_names(marks->names) ||
        !has_word_of(role, roles))
        return false;
    marks->outlet = outlet_behind(role);
    marks->title = title_in(role);
    return true;
}

/* --- Captions ------------------------------------------------------------------------------------
 */

static const char *const agencies[] = {
    "Reuters",
    "AP",
    "Associated Press",
    "AFP",
    "Agence France-Presse",
    "EPA",
    "Getty",
    "Getty Images",
    "Bloomberg",
    "Kyodo",
    "Xinhua",
    "TASS",
    "Sputnik",
    "Anadolu",
    "DPA",
    "UPI",
    "ANSA",
    "PTI",
    "ANI",
    "Yonhap",
    "Jiji",
    "NurPhoto",
    "Alamy",
    "Sipa",
    "Shutterstock",
    "iStock",
    "Ukrinform",
    "PA Wire",
    "EFE",
    "Keystone",
    "TT News Agency",
    "NTB",
    "Ritzau",
    "Belga",
    "ZUMA",
    "Magnum",
    NULL,
};
static const char *const credit_words[] = {
    "photo",  "photos",  "photograph", "photographs", "photographer", "image",
    "images", "handout", "courtesy",   "pool",        "credit",       "illustration",
    "foto",   "bild",    "via",        NULL,
};

static size_t word_count(bs_str text)
{
    size_t count = 0;
    for (bs_str rest = text; next_word(&rest).size > 0;)
        count++;
    return count;
}

/* Where the last sentence but one ends: what stands behind it has no end of its own. */
static size_t tail_start(bs_str text)
{
    for (size_t i = text.size; i-- > 1;) {
        if (text.data[i] != ' ' || i + 1 >= text.size || !strchr(".!?", text.data[i - 1]))
            continue;
        /* An initial or a short title is no end: "J. Smith", "Sgt. Smith". */
        size_t word = i - 1;
        while (word > 0 && is_word_byte((unsigned char)text.data[word - 1]))
            word--;
        bool is_initial = i - 1 - word <= 3 && i - 1 > word &&
                          is_upper((unsigned char)text.data[word]) && text.data[i - 1] == '.';
        if (!is_initial)
            return i;
    }
    return 0;
}

static bool is_credit(bs_str text)
{
    return text.size > 1 && word_count(text) <= CREDIT_WORDS_MAX &&
           (has_word_of(text, agencies) || has_word_of(text, credit_words));
}

static bool ends_open(bs_str text)
{
    unsigned char last = (unsigned char)text.data[text.size - 1];
    return bs_ascii_is_alpha(last) || last == ')' || last == ']';
}

static bool ends_in_glue(bs_str text, size_t *size)
{
    static const char *const ends[] = {"photo", "Photo",        "Reuters",
                                       "AFP",   "Getty Images", "via AP"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        *size = strlen(ends[i]);
        if (bs_str_ends(text, bs_str_from(ends[i])))
            return true;
    }
    return false;
}

/* "Navy photoYet, deepening ..": a credit that lost the line end behind it. */
static bool is_glued(bs_str text, bs_caption_marks *marks)
{
    size_t last = text.size < CAPTION_BYTES_MAX ? text.size : CAPTION_BYTES_MAX;
    bs_str head = bs_str_slice(text, 0, last);
    for (size_t end = 1; (end = bs_mark_glue(head, end)) + 1 < last; end++) {
        size_t size;
        bs_str before = bs_str_slice(text, 0, end);
        if (!is_upper((unsigned char)text.data[end]) ||
            !bs_ascii_is_alpha((unsigned char)text.data[end - 1]) ||
            !(text.data[end + 1] >= 'a' && text.data[end + 1] <= 'z') ||
            !ends_in_glue(before, &size))
            continue;
        size_t tail = tail_start(before);
        if (tail == 0 || !is_credit(bs_str_trim(bs_str_slice(before, tail, end))))
            continue;
        size_t word = end;
        while (word < text.size && is_word_byte((unsigned char)text.data[word]))
            word++;
        *marks = (bs_caption_marks){0, 0, tail, tail + 1, end, end - size, word};
        return true;
    }
    return false;
}

/* A credit ends in a name or in a word for pictures, not in the middle of a sentence. */
static bool ends_like_credit(bs_str credit)
{
    bs_str rest = credit, word, last = credit;
    while ((word = next_word(&rest)).size > 0)
        last = word;
    while (last.size > 0 && strchr("([", last.data[0]))
        last = bs_str_slice(last, 1, last.size);
    return is_capitalised(last) || has_word_of(last, credit_words);
}

/* A paragraph without any sentence is a credit when it says so at once: "Photo: Jane Roe". */
static bool begins_with_credit_word(bs_str credit)
{
    bs_str rest = credit, first = next_word(&rest);
    while (first.size > 0 && strchr("([", first.data[0]))
        first = bs_str_slice(first, 1, first.size);
    while (first.size > 0 && strchr(":)", first.data[first.size - 1]))
        first = bs_str_slice(first, 0, first.size - 1);
    return is_one_of(first, credit_words);
}

/* "[A caption. Photo by Jane Roe.]" may stand behind a paragraph: the bracket begins the caption.
 */
static size_t bracket_start(bs_str text, size_t tail)
{
    static const char closing[] = "])", opening[] = "[(";
    for (size_t i = 0; i < 2; i++) {
        if (text.data[text.size - 1] != closing[i] ||
            memchr(text.data + tail, opening[i], text.size - tail))
            continue;
        for (size_t at = tail; at-- > 0;)
            if (text.data[at] == opening[i])
                return at;
    }
    return 0;
}

/* "The mayor at the market [Jane Roe/AFP]": no sentence, and a credit in brackets behind it. */
static bool is_bracketed(bs_str text, bs_caption_marks *marks)
{
    enum { CAPTION_ALONE_MAX = 300 };
    char closing = text.data[text.size - 1], opening = closing == ']' ? '[' : '(';
    if (closing != ']' && closing != ')')
        return false;
    const char *open = memrchr(text.data, opening, text.size);
    if (!open || open == text.data)
        return false;
    size_t at = (size_t)(open - text.data), end = at;
    bs_str inside = bs_str_slice(text, at + 1, text.size - 1);
    while (end > 0 && text.data[end - 1] == ' ')
        end--;
    if (inside.size < 2 || end == 0 || end > CAPTION_ALONE_MAX || !is_credit(inside) ||
        tail_start(bs_str_slice(text, 0, end)) > 0 || strchr(".!?", text.data[end - 1]) ||
        !(begins_with_credit_word(inside) || memchr(inside.data, '/', inside.size)))
        return false;
    *marks = (bs_caption_marks){0, 0, end, at, text.size, 0, 0};
    return true;
}

static bool is_caption(bs_str text, bs_caption_marks *marks)
{
    if (is_bracketed(text, marks))
        return true;
    size_t tail = tail_start(text), start = tail > 0 ? tail + 1 : 0;
    bs_str credit = bs_str_slice(text, start, text.size);
    if ((tail == 0 && !begins_with_credit_word(credit)) || !ends_like_credit(credit) ||
        !is_credit(credit))
        return false;
    size_t bracket = bracket_start(text, tail);
    size_t before = bracket;
    while (before > 0 && text.data[before - 1] == ' ')
        before--;
    *marks = (bs_caption_marks){before, bracket, tail, start, text.size, 0, 0};
    return true;
}

bool bs_mark_caption(bs_str paragraph, bs_caption_marks *marks)
{
    if (paragraph.size < 8)
        return false;
    if (paragraph.size <= CAPTION_BYTES_MAX && ends_open(paragraph) && is_caption(paragraph, marks))
        return true;
    return is_glued(paragraph, marks);
}

/* --- Widgets and comments ------------------------------------------------------------------------
 */

static bs_str without_colon(bs_str line)
{
    line = bs_str_trim(line);
    while (line.size > 0 && strchr(":.!", line.data[line.size - 1]))
        line = bs_str_trim(bs_str_slice(line, 0, line.size - 1));
    return line;
}

bool bs_mark_is_share_heading(bs_str line)
{
    static const char *const headings[] = {"Share this",
                                           "Share",
                                           "Share on",
                                           "Share this article",
                                           "Share this story",
                                           "Share this post",
                                           "Share via",
                                           "Like this",
                                           "Follow us",
                                           "Follow us on",
                                           "Teilen",
                                           "Teilen mit",
                                           "Partager",
                                           "Partager :",
                                           "Compartir",
                                           "Comparte esto",
                                           "Condividi",
                                           "Compartilhe",
                                           "Delen",
                                           "Dela",
                                           NULL};
    return line.size <= HEADING_BYTES_MAX && is_one_of(without_colon(line), headings);
}

bool bs_mark_is_comment_heading(bs_str line)
{
    static const char *const headings[] = {
        "Comments",   "Reader comments", "Leave a reply", "Leave a comment", "Post a comment",
        "Kommentare", "Commentaires",    "Comentarios",   "Commenti",        "Reacties",
        NULL};
    if (line.size > HEADING_BYTES_MAX)
        return false;
    line = without_colon(line);
    size_t digits = 0;
    while (digits < line.size && bs_ascii_is_digit((unsigned char)line.data[digits]))
        digits++;
    if (digits == 0)
        return is_one_of(line, headings);
    bs_str rest = bs_str_trim(bs_str_slice(line, digits, line.size));
    static const char *const counted[] = {"comment", "comments", "responses", "replies", NULL};
    bs_str first = next_word(&rest);
    return is_one_of(first, counted) && (rest.size == 0 || bs_str_starts(rest, BS_STR(" to ")));
}

/* --- Quotations ----------------------------------------------------------------------------------
 */

bool bs_mark_opens_quotation(bs_str paragraph, bs_quote_marks *marks)
{
    static const char *const pairs[][2] = {
        {"\xe2\x80\x9c", "\xe2\x80\x9d"}, /* “ ” */
        {"\"", "\""},
        {"\xc2\xab", "\xc2\xbb"},         /* « » */
        {"\xe2\x80\x9e", "\xe2\x80\x9c"}, /* „ “ */
        {"\xe3\x80\x8c", "\xe3\x80\x8d"}, /* 「 」 */
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        *marks = (bs_quote_marks){bs_str_from(pairs[i][0]), bs_str_from(pairs[i][1])};
        if (bs_str_starts(paragraph, marks->opening))
            return true;
    }
    return false;
}

static size_t count_of(bs_str text, bs_str mark)
{
    size_t count = 0;
    for (size_t at = 0; (at = bs_str_find(text, mark, at)) != SIZE_MAX; at += mark.size)
        count++;
    return count;
}

bool bs_mark_leaves_open(bs_str paragraph, const bs_quote_marks *marks, bool opens_again)
{
    size_t opened = count_of(paragraph, marks->opening);
    if (bs_str_equal(marks->opening, marks->closing))
        return (opened + !opens_again) % 2 == 1;
    size_t closed = count_of(paragraph, marks->closing);
    return opened + !opens_again > closed;
}

bool bs_mark_ends_quotation(bs_str paragraph, const bs_quote_marks *marks)
{
    return bs_str_ends(paragraph, marks->closing);
}
