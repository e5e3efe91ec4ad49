/*
 * word.c - see word.h.
 *
 * A word is a run of letters and digits, then, as long as a joining character stands between it and
 * another run, that one too. Each join_...() either takes the joining character and the run behind
 * it, or says that the word ends.
 */
#include "text/word.h"

#include "text/address.h"
#include "text/character.h"

enum {
    JOINED_BYTES_MAX = 512, /* no join makes a longer word */
    ABBREVIATION_BYTES_MAX = 16,
    NICKNAME_BYTES_MAX = 32,
};

typedef struct word_cursor {
    bs_str text;
    size_t start;
    size_t part_start; /* behind the last hyphen */
    size_t end;        /* where the word ends so far */
    size_t last_part;  /* behind the last inner full stop, or `start` */
    bool has_letter, has_digit;
    bool is_part_number; /* digits, commas and points since the last hyphen */
    bs_word *word;
} word_cursor;

/* Takes letters, digits and what is attached to them. Trailing unseen characters stay outside. */
static void take_run(word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t at = cursor->end;
    bool has_unseen = false;
    while (at < text.size) {
        size_t next;
        bs_character character = bs_character_read(text, at, &next);
        if (character == BS_CHAR_IGNORED) {
            has_unseen = true;
            at = next;
            continue;
        }
        if (character == BS_CHAR_LETTER) {
            cursor->has_letter = true;
            cursor->is_part_number = false;
        } else if (character == BS_CHAR_DIGIT) {
            cursor->has_digit = true;
        } else if (character == BS_CHAR_LOW_LINE) {
            cursor->is_part_number = false;
        } else if (character != BS_CHAR_ATTACHED) {
            break;
        }
        cursor->word->has_unseen |= has_unseen;
        at = next;
        cursor->end = at;
    }
}

static bool take_join(word_cursor *cursor, size_t size)
{
    cursor->end += size;
    take_run(cursor);
    return true;
}

/* Where the digits at `at` end. */
static size_t digits_end(bs_str text, size_t at)
{
    while (bs_is_digit_at(text, at))
        at++;
    return at;
}

/* Where the one letter at `at` ends, or 0 when there is none or it is not alone. */
static size_t lone_letter_end(bs_str text, size_t at)
{
    size_t end;
    if (at >= text.size || bs_character_read(text, at, &end) != BS_CHAR_LETTER)
        return 0;
    return bs_is_word_at(text, end) ? 0 : end;
}

/* Ends the word behind the full stop at `stop`. */
static bool end_with_stop(word_cursor *cursor, size_t stop, bs_abbreviation abbreviation)
{
    cursor->end = stop + 1;
    cursor->word->abbreviation = abbreviation;
    return false;
}

/* The first character of the next word, one line end or blanks away. */
static size_t next_word(bs_str text, size_t at)
{
    at = bs_blanks_pass(text, at);
    return bs_blanks_pass(text, bs_line_end_pass(text, at));
}

static bool is_opener_at(bs_str text, size_t at)
{
    size_t end = at;
    while (end < text.size && bs_ascii_is_alpha((unsigned char)text.data[end]))
        end++;
    return bs_is_sentence_opener(bs_str_slice(text, at, end));
}

static size_t quotation_mark_size(bs_str text, size_t at)
{
    static const char *const marks[] = {
        "\"", "'", "\xE2\x80\x98", "\xE2\x80\x99", "\xE2\x80\x9C", "\xE2\x80\x9D"};
    for (size_t index = 0; index < sizeof marks / sizeof *marks; index++)
        if (bs_str_starts(bs_str_slice(text, at, text.size), bs_str_from(marks[index])))
            return strlen(marks[index]);
    return 0;
}

/* Behind `"Bobby" ` at `at`, a nickname of one word, or `at`. */
static size_t nickname_pass(bs_str text, size_t at)
{
    size_t start = at + quotation_mark_size(text, at), end = start;
    if (start == at || !bs_is_upper_at(text, start))
        return at;
    while (bs_is_word_at(text, end) && end - start < NICKNAME_BYTES_MAX)
        bs_character_read(text, end, &end);
    size_t size = end < text.size ? quotation_mark_size(text, end) : 0;
    size_t next = next_word(text, end + size);
    return size > 0 && next > end + size && bs_is_upper_at(text, next) ? next : at;
}

/* "J. Stoltenberg", "J.Stoltenberg", 'J. "Jens" Stoltenberg', "Smith, J., and", but not "Plan B.
 * The". */
static bool is_initial(bs_str text, size_t letter, size_t stop)
{
    size_t next = next_word(text, stop + 1);
    if (bs_is_upper_at(text, letter)) {
        if (next == stop + 1)
            return bs_is_upper_at(text, next) || (next < text.size && text.data[next] == ',');
        next = nickname_pass(text, next);
        return bs_is_upper_at(text, next) && !is_opener_at(text, next);
    }
    if (text.data[letter] == 'v') /* one case against another */
        return next > stop + 1 && bs_is_upper_at(text, next);
    if (bs_is_lower_at(text, letter) && letter > 0 && text.data[letter - 1] == '(')
        return true;                                                   /* "(b. March 1949)" */
    return bs_is_lower_at(text, letter) && bs_is_digit_at(text, next); /* "p. 5", "c. 1900" */
}

/* "J.-P." from the stop behind the J: the stop behind the P, or 0. */
static size_t second_initial_stop(bs_str text, size_t stop)
{
    size_t letter = stop + 1 + bs_hyphen_size(text, stop + 1);
    size_t end =
        letter > stop + 1 && bs_is_upper_at(text, letter) ? lone_letter_end(text, letter) : 0;
    return end && end < text.size && text.data[end] == '.' ? end : 0;
}

/* A letter alone stands before the stop: "U.S.", "a.m.", "U.S", "J." */
static bool join_single_letters(word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t stop = cursor->end, count = 1;
    for (;;) {
        size_t end = lone_letter_end(text, stop + 1);
        if (!end)
            break;
        count++;
        if (end == text.size || text.data[end] != '.') {
            cursor->end = end; /* without its last stop */
            return false;
        }
        stop = end;
        if (stop - cursor->start > JOINED_BYTES_MAX)
            break;
    }
    if (count > 1) {
        bs_abbreviation known = bs_abbreviation_find(bs_str_slice(text, cursor->start, stop));
        return end_with_stop(cursor, stop, known ? known : BS_ABBREVIATION_ANY);
    }
    size_t second = second_initial_stop(text, stop);
    if (second)
        return end_with_stop(cursor, second, BS_ABBREVIATION_TITLE);
    if (is_initial(text, cursor->start, stop))
        return end_with_stop(cursor, stop, BS_ABBREVIATION_TITLE);
    if (bs_is_lower_at(text, cursor->start) && bs_is_lower_at(text, stop + 1)) {
        cursor->last_part = stop + 1;
        return take_join(cursor, 1);
    }
    return false;
}

/* What the stop at `stop` makes of a listed word: one that waits for a number may be no
 * abbreviation here. */
static bs_abbreviation settle(bs_str text, bs_abbreviation found, size_t stop)
{
    if (found != BS_ABBREVIATION_NUMBER && found != BS_ABBREVIATION_DAY)
        return found;
    bool is_comma = stop + 1 < text.size && text.data[stop + 1] == ',';
    bool is_one = bs_is_digit_at(text, next_word(text, stop + 1)) ||
                  (found == BS_ABBREVIATION_DAY && is_comma);
    return is_one ? BS_ABBREVIATION_TITLE : BS_NO_ABBREVIATION;
}

/* "Ph.D." and "Lt.Col.": a listed word with a stop inside. Its last stop, or 0. */
static size_t inner_stop_end(const word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t at = cursor->end + 1;
    while (at < text.size && at - cursor->end < ABBREVIATION_BYTES_MAX &&
           bs_ascii_is_alpha((unsigned char)text.data[at]))
        at++;
    if (at == cursor->end + 1 || at >= text.size || text.data[at] != '.')
        return 0;
    return bs_abbreviation_find(bs_str_slice(text, cursor->start, at)) ? at : 0;
}

static bool join_stop(word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t stop = cursor->end;
    bool is_glued = bs_is_word_at(text, stop + 1);
    if (is_glued && bs_is_digit_at(text, stop - 1) && bs_is_digit_at(text, stop + 1))
        return take_join(cursor, 1);
    if (is_glued && bs_address_is_mail(text, cursor->start)) {
        cursor->last_part = stop + 1;
        return take_join(cursor, 1);
    }
    if (cursor->part_start == cursor->start && lone_letter_end(text, cursor->start) == stop)
        return join_single_letters(cursor);
    if (stop - cursor->start <= ABBREVIATION_BYTES_MAX) {
        size_t last = is_glued ? inner_stop_end(cursor) : 0;
        size_t end = last ? last : stop;
        bs_abbreviation found = bs_abbreviation_find(bs_str_slice(text, cursor->start, end));
        found = settle(text, found, end);
        if (found && (last || !bs_is_lower_at(text, stop + 1)))
            return end_with_stop(cursor, end, found);
    }
    if (!bs_is_lower_at(text, stop + 1))
        return false;
    cursor->last_part = stop + 1;
    return take_join(cursor, 1);
}

/* "2024-07-09", whose first hyphen is at `hyphen`. */
static bool is_iso_date(const word_cursor *cursor, size_t hyphen)
{
    bs_str text = cursor->text;
    return hyphen - cursor->start == 4 && digits_end(text, cursor->start) == hyphen &&
           digits_end(text, hyphen + 1) == hyphen + 3 && bs_hyphen_size(text, hyphen + 3) == 1 &&
           digits_end(text, hyphen + 4) == hyphen + 6 && !bs_is_letter_at(text, hyphen + 6);
}

/* "U.S" or "U.K.-": a name in single letters keeps apart from what it is hyphenated to. */
static bool is_initials_at(bs_str text, size_t at)
{
    size_t end = bs_is_upper_at(text, at) ? lone_letter_end(text, at) : 0;
    return end && end < text.size && text.data[end] == '.' && bs_is_upper_at(text, end + 1) &&
           lone_letter_end(text, end + 1);
}

/* A hyphen ends the line: where the rest of the word begins, or 0. */
static size_t rest_of_broken_word(bs_str text, size_t line_end)
{
    size_t next = bs_line_end_pass(text, line_end);
    if (next == line_end)
        return 0;
    next = bs_blanks_pass(text, next);
    return bs_is_word_at(text, next) ? next : 0;
}

/* The lower-case ASCII letters at `at`, which nothing but a hyphen may prolong; else nothing. */
static bs_str plain_word_at(bs_str text, size_t at)
{
    size_t end = at;
    while (end < text.size && (unsigned char)(text.data[end] - 'a') < 26)
        end++;
    return bs_str_slice(text, at, bs_is_word_at(text, end) ? at : end);
}

/* Two capital letters or more and nothing else: "US", "NATO". */
static bool is_in_capitals(bs_str word)
{
    for (size_t at = 0; at < word.size; at++)
        if ((unsigned char)(word.data[at] - 'A') >= 26)
            return false;
    return word.size > 1;
}

/* "R", "D" or "I" for a party, at the head of "(R-Utah)" or ", D-Calif.," */
static bool is_party_letter(const word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t at = cursor->start;
    if (cursor->end != at + 1 || !strchr("RDI", text.data[at]))
        return false;
    return at > 0 && (text.data[at - 1] == '(' ||
                      (at > 1 && text.data[at - 1] == ' ' && text.data[at - 2] == ','));
}

/* "Russian", "British": what a head goes with in one word, as in "pro-Russian". */
static bool is_adjective(bs_str word)
{
    static const char *const ENDINGS[] = {"an", "ese", "ic", "ish", "ist"};
    for (size_t index = 0; index < sizeof ENDINGS / sizeof *ENDINGS; index++)
        if (bs_str_ends(word, bs_str_from(ENDINGS[index])))
            return true;
    return false;
}

/* Whether the word so far follows a letter, a digit or a comma: it is capital by itself. */
static bool is_inside_sentence(const word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t at = cursor->start;
    return at > 1 && text.data[at - 1] == ' ' &&
           (bs_is_word_at(text, at - 2) || strchr(",('\"", text.data[at - 2]));
}

/* Whether a hyphen joins two names and not the parts of one: "US-Saudi", "Israel-Hamas",
 * "anti-NATO", "R-Utah"; `name` stands behind the hyphen. */
static bool joins_names(const word_cursor *cursor, bs_str part, bs_str name)
{
    if (!bs_is_upper_at(part, 0))
        return bs_is_name_head(part) && (!is_adjective(name) || bs_is_joined_country(name));
    if (is_party_letter(cursor))
        return name.size > 1 && !bs_str_equal(name, BS_STR("Day"));
    if (is_in_capitals(part))
        return name.size > 3 && bs_is_lower_at(name, 1);
    return bs_is_joined_country(part) || bs_is_joined_country(name) ||
           (bs_is_calendar_name(part) && bs_is_calendar_name(name));
}

/* Whether the hyphen behind the word so far keeps it apart from what follows at `next`: "15-year",
 * "five-day", "year-old", "June-August", "NATO-led", "London-based". */
static bool is_kept_apart(const word_cursor *cursor, size_t next)
{
    bs_str text = cursor->text;
    bs_str part = bs_str_slice(text, cursor->part_start, cursor->end);
    if (bs_is_upper_at(text, next)) {
        size_t end = next;
        while (bs_is_letter_at(text, end))
            end++;
        return joins_names(cursor, part, bs_str_slice(text, next, end));
    }
    if (bs_is_digit_at(text, next))
        return bs_is_calendar_name(part);
    bs_str tail = plain_word_at(text, next);
    if (tail.size == 0)
        return false;
    if (cursor->is_part_number && cursor->part_start == cursor->start)
        return true;
    if (bs_is_time_unit(tail))
        return bs_is_number_word(part);
    if (bs_str_equal(tail, BS_STR("old")) || bs_str_equal(tail, BS_STR("olds")))
        return bs_is_time_unit(part);
    if (bs_is_upper_at(part, 0) && bs_is_capital_tail(tail))
        return part.size > 1 &&
               (is_in_capitals(part) || bs_is_joined_country(part) || is_inside_sentence(cursor));
    return part.size > 1 && bs_is_name_tail(tail) && !bs_keeps_hyphen(part);
}

static bool join_hyphen(word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t hyphen = cursor->end, size = bs_hyphen_size(text, hyphen), next = hyphen + size;
    if (!bs_is_word_at(text, next)) {
        size_t rest = rest_of_broken_word(text, next);
        if (!rest || (cursor->is_part_number && !bs_is_letter_at(text, rest)))
            return false;
        cursor->word->has_unseen = true;
        next = rest;
    } else if (is_iso_date(cursor, hyphen)) {
        cursor->end = hyphen + 6;
        return false;
    }
    if (is_initials_at(text, next) || is_kept_apart(cursor, next))
        return false;
    bool is_next_number =
        bs_is_digit_at(text, next) && !bs_is_word_at(text, digits_end(text, next));
    if (cursor->is_part_number && is_next_number)
        return false;
    cursor->part_start = next;
    cursor->last_part = cursor->start;
    cursor->is_part_number = true;
    return take_join(cursor, next - hyphen);
}

size_t bs_clitic_size(bs_str text, size_t at)
{
    static const char *const CLITICS[] = {"s", "m", "d", "re", "ve", "ll"};
    size_t size = bs_apostrophe_size(text, at), end = at + size;
    if (!size)
        return 0;
    while (end < text.size && bs_ascii_is_alpha((unsigned char)text.data[end]) && end - at < 6)
        end++;
    bs_str letters = bs_str_slice(text, at + size, end);
    for (size_t index = 0; index < sizeof CLITICS / sizeof *CLITICS; index++)
        if (bs_str_is_nocase(letters, CLITICS[index]))
            return bs_is_word_at(text, end) ? 0 : end - at;
    return 0;
}

/* "n't" whose apostrophe is at `at`: it begins one letter before. */
static bool is_negation(const word_cursor *cursor, size_t at, size_t size)
{
    bs_str text = cursor->text;
    size_t next = at + size;
    return at > cursor->part_start + 1 && (text.data[at - 1] | 0x20) == 'n' && next < text.size &&
           (text.data[next] | 0x20) == 't' && !bs_is_word_at(text, next + 1);
}

static bool join_apostrophe(word_cursor *cursor)
{
    size_t size = bs_apostrophe_size(cursor->text, cursor->end);
    size_t clitic_size = bs_clitic_size(cursor->text, cursor->end);
    if (is_negation(cursor, cursor->end, size)) {
        cursor->word->clitic_end = cursor->end + size + 1;
        cursor->end--;
        return false;
    }
    if (clitic_size) {
        cursor->word->clitic_end = cursor->end + clitic_size;
        return false;
    }
    return bs_is_letter_at(cursor->text, cursor->end + size) && take_join(cursor, size);
}

/* "1,234" but not "July 5,2024". */
static bool join_comma(word_cursor *cursor)
{
    size_t next = cursor->end + 1, end = digits_end(cursor->text, next);
    return cursor->is_part_number && end > next && end - next < 4 && take_join(cursor, 1);
}

/* "10:30" and "10:30:15"; "https://...". */
static bool join_colon(word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t colon = cursor->end, address_end = bs_address_end(text, cursor->start, colon);
    if (address_end) {
        cursor->end = address_end;
        cursor->word->kind = BS_TOKEN_URL;
        return false;
    }
    return cursor->is_part_number && bs_is_digit_at(text, colon - 1) &&
           digits_end(text, colon + 1) == colon + 3 && !bs_is_word_at(text, colon + 3) &&
           take_join(cursor, 1);
}

/* "9/11", "24/7", "7/9/2024", but not "2019/20". */
static bool join_slash(word_cursor *cursor)
{
    bs_str text = cursor->text;
    size_t digits = cursor->end;
    while (digits > cursor->start && bs_is_digit_at(text, digits - 1))
        digits--;
    size_t count = cursor->end - digits, end = digits_end(text, cursor->end + 1);
    return cursor->is_part_number && count > 0 && count <= 2 && end > cursor->end + 1 &&
           end - cursor->end <= 5 && !bs_is_word_at(text, end) && take_join(cursor, 1);
}

/* "AT&T", "R&D". */
static bool join_ampersand(word_cursor *cursor)
{
    bs_str text = cursor->text;
    return cursor->end - cursor->start <= 3 && bs_is_upper_at(text, cursor->end - 1) &&
           bs_is_upper_at(text, cursor->end + 1) && take_join(cursor, 1);
}

/* Catalan "col·laboració"; Hebrew initials, written with gershayim or a double quote. */
static bool join_middle_dot(word_cursor *cursor)
{
    static const char *const joiners[] = {"\xC2\xB7", "\xE2\x80\xA7", "\xD7\xB4", "\""};
    bs_str left = bs_str_slice(cursor->text, cursor->end, cursor->text.size);
    for (size_t i = 0; i < 4; i++) {
        bs_str joiner = bs_str_from(joiners[i]);
        size_t next = cursor->end + joiner.size;
        if (!bs_str_starts(left, joiner) || !bs_is_letter_at(cursor->text, next))
            continue;
        bool is_hebrew = cursor->end - cursor->start >= 2 &&
                         (unsigned char)cursor->text.data[next] == 0xD7 &&
                         (unsigned char)cursor->text.data[cursor->end - 2] == 0xD7;
        return (joiner.size > 1 || is_hebrew) && take_join(cursor, joiner.size);
    }
    return false;
}

/* A soft hyphen, which the run left outside as unseen, and then a line end. */
static bool join_soft_break(word_cursor *cursor)
{
    bs_str text = cursor->text;
    bs_str left = bs_str_slice(text, cursor->end, text.size);
    if (!bs_str_starts(left, BS_STR("\xC2\xAD")))
        return false;
    size_t rest = rest_of_broken_word(text, cursor->end + 2);
    if (!rest || !bs_is_letter_at(text, rest))
        return false;
    cursor->word->has_unseen = true;
    return take_join(cursor, rest - cursor->end);
}

static bool join_high(word_cursor *cursor)
{
    if (bs_apostrophe_size(cursor->text, cursor->end))
        return join_apostrophe(cursor);
    if (bs_hyphen_size(cursor->text, cursor->end))
        return join_hyphen(cursor);
    return join_soft_break(cursor) || join_middle_dot(cursor);
}

static bool join_mail(word_cursor *cursor)
{
    size_t end = bs_address_mail_end(cursor->text, cursor->start, cursor->end);
    if (end) {
        cursor->end = end;
        cursor->word->kind = BS_TOKEN_URL;
    }
    return false;
}

/* Takes what joins at the end of the word. False when the word ends. */
static bool join(word_cursor *cursor)
{
    if (cursor->end >= cursor->text.size || cursor->end - cursor->start > JOINED_BYTES_MAX)
        return false;
    unsigned char c = (unsigned char)cursor->text.data[cursor->end];
    switch (bs_character_table[c]) {
    case BS_CHAR_STOP:
        return join_stop(cursor);
    case BS_CHAR_HYPHEN:
        return join_hyphen(cursor);
    case BS_CHAR_APOSTROPHE:
        return c == '\'' && join_apostrophe(cursor);
    case BS_CHAR_COLON:
        return join_colon(cursor);
    case BS_CHAR_AT:
        return join_mail(cursor);
    case BS_CHAR_AMPERSAND:
        return join_ampersand(cursor);
    case BS_CHAR_HIGH:
        return join_high(cursor);
    default:
        return c == ','   ? join_comma(cursor)
               : c == '/' ? join_slash(cursor)
               : c == '"' ? join_middle_dot(cursor)
                          : false;
    }
}

/* "example.com" and what hangs on it. */
static void settle_domain(word_cursor *cursor)
{
    bs_str text = cursor->text;
    if (cursor->last_part <= cursor->start || cursor->word->kind == BS_TOKEN_URL)
        return;
    bool is_web = bs_str_starts(bs_str_slice(text, cursor->start, cursor->end), BS_STR("www."));
    if (!is_web && !bs_is_top_domain(bs_str_slice(text, cursor->last_part, cursor->end)))
        return;
    cursor->word->kind = BS_TOKEN_URL;
    if (cursor->end < text.size && text.data[cursor->end] == '/')
        cursor->end = bs_address_path_end(text, cursor->end);
}

bs_word bs_word_find(bs_str text, size_t start)
{
    bs_word word = {.kind = BS_TOKEN_SYMBOL};
    word_cursor cursor = {text, start, start, start, start, false, false, true, &word};
    take_run(&cursor);
    while (join(&cursor))
        continue;
    word.end = cursor.end;
    if (word.kind != BS_TOKEN_URL && (cursor.has_letter || cursor.has_digit))
        word.kind = cursor.has_letter ? BS_TOKEN_WORD : BS_TOKEN_NUMBER;
    settle_domain(&cursor);
    word.end = cursor.end;
    return word;
}

size_t bs_handle_end(bs_str text, size_t at)
{
    bs_word word = {.kind = BS_TOKEN_HANDLE};
    word_cursor cursor = {text, at, at, at + 1, at, false, false, true, &word};
    take_run(&cursor);
    bool is_name = cursor.has_letter || (text.data[at] == '@' && cursor.end > at + 1);
    return is_name ? cursor.end : 0;
}

/* Whether the hyphen of a broken line is part of the word: "Indo-\nPacific", "self-\nstyled". */
static bool is_hyphen_kept(bs_str word, size_t hyphen, size_t rest)
{
    if (!bs_is_lower_at(word, rest) || bs_is_digit_at(word, hyphen - 1))
        return true;
    bs_str before = bs_str_slice(word, 0, hyphen);
    for (size_t i = 0; i < hyphen; i++) {
        if (bs_hyphen_size(word, i))
            return true;
    }
    return bs_keeps_hyphen(before);
}

void bs_word_add_form(bs_str word, bs_buffer *form)
{
    for (size_t at = 0; at < word.size;) {
        size_t end;
        bs_character character = bs_character_read(word, at, &end);
        size_t hyphen_size = at > 0 ? bs_hyphen_size(word, at) : 0;
        size_t rest = hyphen_size ? rest_of_broken_word(word, at + hyphen_size) : 0;
        if (rest) {
            if (is_hyphen_kept(word, at, rest))
                bs_buffer_add(form, bs_str_slice(word, at, at + hyphen_size));
            end = rest;
        } else if (character != BS_CHAR_IGNORED && character != BS_CHAR_LINE_END &&
                   character != BS_CHAR_SPACE) {
            bs_buffer_add(form, bs_str_slice(word, at, end));
        }
        at = end;
    }
}
