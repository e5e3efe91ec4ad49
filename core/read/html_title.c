/*
 * html_title.c - the headline of a page. Pages say it up to five times, with and without the name
 * of the site; what stands over the article and comes again in the head is surest.
 */
#include "base/error.h"
#include "read/html_facts.h"

enum { LETTERS_MIN = 4, CUT_BYTES_MIN = 8 };

/* --- Letters: a text without what differs between two writings of it -----------------------------
 */

bs_str bs_html_letters(bs_str text, bs_arena *arena)
{
    char *out = bs_arena_alloc(arena, text.size + 1);
    if (!out)
        return (bs_str){"", 0};
    size_t size = 0;
    for (size_t i = 0; i < text.size;) {
        unsigned char c = (unsigned char)text.data[i];
        if (c == 0xe2 && i + 2 < text.size && (unsigned char)text.data[i + 1] <= 0x81) {
            i += 3; /* general punctuation */
            continue;
        }
        if (c == 0xc2 && i + 1 < text.size) {
            i += 2; /* Latin-1 punctuation */
            continue;
        }
        if (c >= 0x80 || bs_ascii_is_alpha(c) || bs_ascii_is_digit(c))
            out[size++] = (char)bs_ascii_lower(c);
        i++;
    }
    return (bs_str){out, size};
}

bool bs_html_is_in(bs_str whole, bs_str part)
{
    return whole.size > 0 && part.size >= LETTERS_MIN && bs_str_find(whole, part, 0) != SIZE_MAX;
}

/* --- Cutting off the name of the site ------------------------------------------------------------
 */

static const char *const bars[] = {" | ",
                                   " - ",
                                   " \xe2\x80\x93 ",
                                   " \xe2\x80\x94 ",
                                   " \xc2\xbb ",
                                   " :: ",
                                   " \xc2\xb7 ",
                                   " \xe2\x80\xa2 ",
                                   " / ",
                                   " \xe2\x80\xba ",
                                   " // ",
                                   " < ",
                                   "\xef\xbd\x9c",
                                   "_",
                                   "|"};

typedef struct bar {
    size_t at, size;
} bar;

/* The last bar, or one of size 0. */
static bar last_bar(bs_str title)
{
    for (size_t at = title.size; at-- > 0;) {
        char c = title.data[at];
        if (c != ' ' && c != '_' && c != '|' && c != '\xef') /* which bars begin with */
            continue;
        char next = at + 1 < title.size ? title.data[at + 1] : '\0';
        for (size_t i = sizeof bars / sizeof *bars; i-- > 0;)
            if (*bars[i] == c && (!bars[i][1] || bars[i][1] == next) &&
                bs_str_starts(bs_str_slice(title, at, title.size), bs_str_from(bars[i])))
                return (bar){at, strlen(bars[i])};
    }
    return (bar){0, 0};
}

static size_t count_words(bs_str text)
{
    size_t count = 0;
    bs_str rest = bs_str_trim(text), word;
    while (rest.size > 0 && bs_str_cut(&rest, ' ', &word))
        count += word.size > 0;
    return count;
}

/* Whether `part` names the site, by what the head says of it or by the host of its address. */
static bool names_site(const bs_html_names *site, bs_str part)
{
    bs_str letters = bs_html_letters(part, site->arena);
    if (letters.size < 2)
        return false;
    for (size_t i = 0; i < site->count; i++) {
        bs_str name = site->letters[i];
        if (name.size >= 2 && (bs_str_equal(name, letters) ||
                               (letters.size >= LETTERS_MIN && bs_str_starts(name, letters)) ||
                               bs_html_is_in(letters, name)))
            return true;
    }
    return site->host.size > 0 && letters.size >= 3 &&
           (bs_html_is_in(site->host, letters) || bs_str_equal(site->host, letters));
}

/* Without what names the site at its end. */
static bs_str cut_names(const bs_html_names *site, bs_str title)
{
    for (;;) {
        bar last = last_bar(title);
        if (last.size == 0 || last.at == 0 ||
            !names_site(site, bs_str_slice(title, last.at + last.size, title.size)))
            return title;
        title = bs_str_trim(bs_str_slice(title, 0, last.at));
    }
}

/* Chinese and Japanese, for the most part. */
static bool has_no_blanks(bs_str text)
{
    enum { SIGN_BYTE = 0xe3 };
    size_t signs = 0, blanks = 0;
    for (size_t i = 0; i < text.size; i++) {
        signs += (unsigned char)text.data[i] >= SIGN_BYTE;
        blanks += text.data[i] == ' ';
    }
    return signs >= 4 && blanks * 8 < signs;
}

bs_str bs_html_cut_title(const bs_html_names *site, bs_str title)
{
    bs_str cut = cut_names(site, title);
    if (cut.size < title.size)
        return cut;
    /* The name may also stand in front. */
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
        size_t at = bs_str_find(title, bs_str_from(bars[i]), 0);
        if (at == SIZE_MAX || !names_site(site, bs_str_slice(title, 0, at)))
            continue;
        bs_str behind = bs_str_trim(bs_str_slice(title, at + strlen(bars[i]), title.size));
        return behind.size >= CUT_BYTES_MIN ? behind : title;
    }
    /* A site that does not say what it is called: the shorter part behind the last bar. */
    bar last = last_bar(title);
    if (last.size == 0 || last.at < CUT_BYTES_MIN || title.data[last.at] == '/')
        return title;
    bs_str before = bs_str_trim(bs_str_slice(title, 0, last.at));
    bs_str behind = bs_str_slice(title, last.at + last.size, title.size);
    if (has_no_blanks(before)) /* several parts may follow, of the section and of the site */
        return before.size >= 2 * behind.size ? bs_html_cut_title(site, before) : title;
    bool is_sure =
        (site->count == 0 && site->host.size == 0) || memchr(title.data + last.at, '|', last.size);
    return count_words(before) >= 3 && count_words(behind) <= (is_sure ? 5 : 4) &&
                   count_words(behind) < count_words(before)
               ? before
               : title;
}

/* --- Choosing ------------------------------------------------------------------------------------
 */

typedef struct headline {
    bs_str text, letters;
    const bs_clue *clue;
} headline;

static bs_str first_of(bs_str a, bs_str b)
{
    return a.data ? a : b;
}

static size_t count_upper(bs_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++)
        count += text.data[i] >= 'A' && text.data[i] <= 'Z';
    return count;
}

/* Every word begins with a capital and has no other: what a theme does, to acronyms too. */
static bool is_titled(bs_str text)
{
    for (size_t i = 0; i < text.size; i++) {
        bool is_first = i == 0 || text.data[i - 1] == ' ';
        char c = text.data[i];
        bool is_word = bs_ascii_is_alpha((unsigned char)c);
        bool is_inner = !is_first && i > 0 && bs_ascii_is_alpha((unsigned char)text.data[i - 1]);
        if (is_word && ((is_first && c >= 'a') || (is_inner && c < 'a')))
            return false;
    }
    return true;
}

/* Themes put capitals where the author had none ("Won'T Last") and take those of acronyms
 * ("Nato"): of writings that differ in nothing else that of the head is believed then. */
static bs_str plainest(const bs_page *page, const bs_html_names *site, bs_str title, bs_str letters)
{
    const bs_html_head *head = &page->head;
    const bs_ld *ld = bs_html_main_ld(page);
    const bs_str others[] = {head->og_title, ld ? ld->headline : (bs_str){NULL, 0}, head->title,
                             head->other_title};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        bs_str other = others[i].data ? cut_names(site, bs_str_trim(others[i])) : others[i];
        size_t cut = other.data ? last_bar(other).at : 0;
        if (cut > 0 && bs_html_letters(other, site->arena).size > letters.size)
            other = bs_str_trim(bs_str_slice(other, 0, cut));
        bool is_better = (other.size == title.size && count_upper(other) < count_upper(title)) ||
                         is_titled(title);
        if (is_better && count_upper(other) > 0 &&
            bs_str_equal(bs_html_letters(other, site->arena), letters))
            title = other;
    }
    return title;
}

/* Whether one word of a headline, if it is no short one, is in the letters of another; or three
 * signs in a row of a script that sets no blanks. */
static bool is_like(headline one, bs_str letters, bs_arena *arena)
{
    enum { SIGNS_BYTES = 9, SIGN_BYTE = 0xe3 };
    bs_str text = one.text, word;
    while (text.size > 0 && bs_str_cut(&text, ' ', &word))
        if (bs_html_is_in(letters, bs_html_letters(word, arena)))
            return true;
    for (size_t i = 0; i + SIGNS_BYTES <= one.letters.size; i++)
        if ((unsigned char)one.letters.data[i] >= SIGN_BYTE &&
            bs_html_is_in(letters, bs_str_slice(one.letters, i, i + SIGNS_BYTES)))
            return true;
    return false;
}

static bs_str best_title(bs_page *page, const bs_html_names *site, const bs_clue **from)
{
    const bs_html_head *head = &page->head;
    bs_arena *arena = page->reading->arena;
    const bs_ld *ld = bs_html_main_ld(page);
    bs_str og = bs_html_letters(first_of(head->og_title, head->other_title), arena);
    bs_str title = bs_html_letters(head->title, arena);
    bs_str headline_text = ld ? ld->headline : (bs_str){NULL, 0};
    bs_str ld_letters = bs_html_letters(headline_text, arena);
    headline best = {.clue = NULL}, only = {.clue = NULL};
    for (size_t i = 0; i < page->clue_count; i++) {
        const bs_clue *clue = &page->clues[i];
        bs_str text = bs_page_clue_text(page, clue);
        if (!(clue->marks & BS_MARK_TITLE) || text.size == 0 || text.size > BS_TITLE_BYTES_MAX)
            continue;
        headline one = {text, bs_html_letters(text, arena), clue};
        if (clue->tag == BS_TAG_H1 && !only.clue)
            only = one;
        bool is_told = bs_html_is_in(title, one.letters) || bs_html_is_in(og, one.letters) ||
                       (ld_letters.size > 0 && bs_str_equal(ld_letters, one.letters));
        if (is_told && one.letters.size > best.letters.size && !names_site(site, text))
            best = one;
    }
    bs_str told = first_of(first_of(head->og_title, head->other_title), head->title);
    bool is_alike = !told.data || is_like(only, og, arena) || is_like(only, title, arena);
    *from = best.clue ? best.clue : page->h1_count == 1 && is_alike ? only.clue : NULL;
    if (best.clue)
        return plainest(page, site, best.text, best.letters);
    if (headline_text.data && headline_text.size <= BS_TITLE_BYTES_MAX)
        return cut_names(site, headline_text);
    bs_str cut = told.data ? bs_html_cut_title(site, told) : told;
    bs_str cut_letters = bs_html_letters(cut, arena);
    if (only.clue && cut_letters.size * 2 > only.letters.size && /* a kicker stands before it */
        bs_str_ends(only.letters, cut_letters))
        return cut;
    if (only.clue && page->h1_count == 1 && !names_site(site, only.text) && is_alike)
        return only.text;
    return told.data ? cut : only.text;
}

/* The block that repeats the headline, when none of the clues did. */
static uint32_t find_block(const bs_page *page, bs_str letters)
{
    enum { LOOKED_AT = 400 };
    bs_arena *arena = page->reading->arena;
    for (size_t i = 0; i < page->blocks.count && i < LOOKED_AT; i++) {
        const bs_block *block = &page->blocks.items[i];
        size_t size = block->end - block->start;
        if (size < letters.size || size >= letters.size * 2 + 8 || letters.size < LETTERS_MIN)
            continue;
        bs_str own = bs_html_letters(bs_page_block_text(page, block), arena);
        if (bs_str_equal(own, letters) || (block->rank > 0 && bs_str_ends(own, letters)))
            return (uint32_t)i;
    }
    return UINT32_MAX;
}

/* Line ends inside a headline are white space. */
static bs_str in_one_line(bs_str text, bs_arena *arena)
{
    if (text.size == 0)
        return text;
    char *out = bs_arena_alloc(arena, text.size + 1);
    if (!out)
        return text;
    size_t size = 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = bs_ascii_is_space((unsigned char)text.data[i]) ? ' ' : text.data[i];
        if (c != ' ' || (size > 0 && out[size - 1] != ' '))
            out[size++] = c;
    }
    out[size] = '\0';
    return bs_str_trim((bs_str){out, size});
}

bs_status bs_page_take_title(bs_page *page, const bs_html_names *site, bs_error *error)
{
    const bs_clue *clue = NULL;
    bs_arena *arena = page->reading->arena;
    bs_str title = in_one_line(best_title(page, site, &clue), arena);
    page->title_block = UINT32_MAX;
    if (clue && clue->block < page->blocks.count)
        page->title_block = clue->block;
    else if (title.size > 0)
        page->title_block = find_block(page, bs_html_letters(title, arena));
    return title.size > 0
               ? bs_reading_take(page->reading, BS_KEY_TITLE, title, BS_BASIS_METADATA, error)
               : BS_OK;
}
