/* infer.c - see infer.h. */
#include "table/infer.h"

#include <math.h>

#include "base/str.h"

enum { NUMBER_BYTES_MAX = 64, GROUP = 3 };

/* Signs that stand in tables of numbers for what is not known, in lower case. */
static const char *const unknowns[] = {"xxx",  "...",  "..",   ". .",  ". . .", "n/a",
                                       "n.a.", "n.d.", "n.k.", "#n/a", "nan",   "\xe2\x80\xa6"};
/* These may also be text: only among numbers do they mean the same. */
static const char *const dashes[] = {"-",    "--", "\xe2\x80\x93", "\xe2\x80\x94", "na", "nd", ".",
                                     "null", ":"};

static bool is_one_of(bs_str cell, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (bs_str_is_nocase(cell, words[i]))
            return true;
    return false;
}

static bool is_sure_unknown(bs_str cell)
{
    return is_one_of(cell, unknowns, sizeof unknowns / sizeof *unknowns);
}

static bool is_dash(bs_str cell)
{
    return is_one_of(cell, dashes, sizeof dashes / sizeof *dashes);
}

bool bs_infer_is_unknown(bs_str cell)
{
    cell = bs_str_trim(cell);
    return is_sure_unknown(cell) || is_dash(cell);
}

static bool find_boolean(bs_str cell, bool *value)
{
    *value = bs_str_equal_nocase(cell, BS_STR("true"));
    return *value || bs_str_equal_nocase(cell, BS_STR("false"));
}

/* --- numbers --------------------------------------------------------------------------------- */

/* A blank or apostrophe that may part thousands; its size in bytes, or 0. */
static size_t separator_size(bs_str text)
{
    static const char *const separators[] = {
        " ", "'", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89", "\xe2\x80\x99"};
    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        bs_str separator = bs_str_from(separators[i]);
        if (bs_str_starts(text, separator))
            return separator.size;
    }
    return 0;
}

static bs_str rest(bs_str text, size_t size)
{
    return bs_str_slice(text, size, text.size);
}

static size_t count_digits(bs_str text)
{
    size_t count = 0;
    while (count < text.size && bs_ascii_is_digit((unsigned char)text.data[count]))
        count++;
    return count;
}

/* Moves the whole part of the number, without separators, to `out`: all groups but the first have
 * three digits. */
static bool take_whole(bs_str *text, char thousands, bs_buffer *out)
{
    size_t digits = count_digits(*text);
    bs_buffer_add(out, bs_str_slice(*text, 0, digits));
    *text = rest(*text, digits);
    if (digits == 0 || digits > GROUP)
        return digits > 0;
    while (text->size > 0) {
        size_t size = text->data[0] == thousands ? 1 : separator_size(*text);
        if (size == 0 || count_digits(rest(*text, size)) != GROUP)
            return true;
        bs_buffer_add(out, bs_str_slice(*text, size, size + GROUP));
        *text = rest(*text, size + GROUP);
    }
    return true;
}

static void take_sign(bs_str *text, bs_buffer *out)
{
    bs_str minus = BS_STR("\xe2\x88\x92");
    if (bs_str_starts(*text, minus) || bs_str_starts(*text, BS_STR("-"))) {
        bs_buffer_add_char(out, '-');
        *text = rest(*text, text->data[0] == '-' ? 1 : minus.size);
    } else if (bs_str_starts(*text, BS_STR("+"))) {
        *text = rest(*text, 1);
    }
}

static bool take_exponent(bs_str *text, bs_buffer *out)
{
    if (text->size < 2 || (text->data[0] != 'e' && text->data[0] != 'E'))
        return true;
    size_t sign = text->data[1] == '-' || text->data[1] == '+';
    size_t digits = count_digits(rest(*text, 1 + sign));
    bs_buffer_add(out, bs_str_slice(*text, 0, 1 + sign + digits));
    *text = rest(*text, 1 + sign + digits);
    return digits > 0;
}

typedef struct number {
    bool is_integer, is_percent;
    int64_t integer;
    double value;
} number;

/* Codes with leading zeros are no numbers. */
static bool is_code(bs_str text)
{
    return text.size > 1 && text.data[0] == '0' && bs_ascii_is_digit((unsigned char)text.data[1]);
}

static bool read_number(bs_str cell, bs_convention convention, bs_buffer *plain, number *found)
{
    char point = convention == BS_POINT_DECIMAL ? '.' : ',';
    char thousands = convention == BS_POINT_DECIMAL ? ',' : '.';
    take_sign(&cell, plain);
    if (is_code(cell))
        return false;
    bool has_whole = take_whole(&cell, thousands, plain), has_fraction = false;
    if (cell.size > 0 && cell.data[0] == point) {
        size_t digits = count_digits(rest(cell, 1));
        has_fraction = digits > 0;
        if (!has_whole)
            bs_buffer_add_char(plain, '0');
        bs_buffer_add_char(plain, '.');
        bs_buffer_add(plain, has_fraction ? bs_str_slice(cell, 1, 1 + digits) : BS_STR("0"));
        cell = rest(cell, 1 + digits);
    }
    if (!has_whole && !has_fraction)
        return false;
    if (!take_exponent(&cell, plain))
        return false;
    if (bs_str_ends(cell, BS_STR("%"))) {
        found->is_percent = true;
        cell = bs_str_trim(bs_str_slice(cell, 0, cell.size - 1));
        if (separator_size(cell) == cell.size)
            cell.size = 0; /* a hard blank before the sign */
    }
    if (cell.size > 0)
        return false;
    found->is_integer = !found->is_percent && bs_str_integer(bs_buffer_str(plain), &found->integer);
    return bs_str_number(bs_buffer_str(plain), &found->value) && isfinite(found->value);
}

static bool find_number(bs_str cell, bs_convention convention, number *found)
{
    *found = (number){0};
    if (cell.size == 0 || cell.size > NUMBER_BYTES_MAX)
        return false;
    if (count_digits(cell) == cell.size && !is_code(cell) &&
        bs_str_integer(cell, &found->integer)) { /* most cells of most tables */
        found->is_integer = true;
        found->value = (double)found->integer;
        return true;
    }
    char first = cell.data[0];
    bool may_begin = bs_ascii_is_digit((unsigned char)first) || first == '-' || first == '+' ||
                     first == '.' || first == ',' || first == '\xe2';
    if (!may_begin)
        return false;
    bs_buffer plain = {0};
    bool is_number = read_number(cell, convention, &plain, found) && !plain.failed;
    bs_buffer_clear(&plain);
    return is_number;
}

/* --- columns --------------------------------------------------------------------------------- */

void bs_infer_cell(bs_inference *inference, bs_str cell)
{
    cell = bs_str_trim(cell);
    if (cell.size == 0)
        return;
    inference->cells++;
    bool boolean;
    number found;
    if (is_sure_unknown(cell)) {
        inference->unknowns++;
        return;
    }
    if (is_dash(cell)) {
        inference->dashes++;
        return;
    }
    inference->booleans += find_boolean(cell, &boolean);
    for (bs_convention convention = BS_POINT_DECIMAL; convention <= BS_COMMA_DECIMAL;
         convention++) {
        if (!find_number(cell, convention, &found))
            continue;
        inference->numbers[convention]++;
        inference->integers[convention] += found.is_integer;
        inference->percents += found.is_percent && convention == BS_POINT_DECIMAL;
        inference->percents += found.is_percent && convention == BS_COMMA_DECIMAL &&
                               !find_number(cell, BS_POINT_DECIMAL, &found);
    }
}

static bool fits(const bs_inference *inference, bs_convention convention)
{
    size_t said = inference->cells - inference->unknowns - inference->dashes;
    return said > 0 && inference->numbers[convention] == said;
}

bool bs_infer_is_decided(const bs_inference *inference, bs_convention *convention)
{
    bool point = fits(inference, BS_POINT_DECIMAL), comma = fits(inference, BS_COMMA_DECIMAL);
    *convention = comma ? BS_COMMA_DECIMAL : BS_POINT_DECIMAL;
    return point != comma;
}

bs_inferred bs_infer_type(const bs_inference *inference, bs_convention preferred)
{
    bs_inferred inferred = {.type = BS_COLUMN_TEXT, .convention = preferred};
    size_t said = inference->cells - inference->unknowns - inference->dashes;
    if (said == 0) {
        if (inference->unknowns > 0)
            inferred.type = BS_COLUMN_NUMBER;
        return inferred;
    }
    if (inference->booleans == said && inference->dashes + inference->unknowns == 0)
        inferred.type = BS_COLUMN_BOOLEAN;
    if (!fits(inference, preferred))
        inferred.convention = preferred == BS_POINT_DECIMAL ? BS_COMMA_DECIMAL : BS_POINT_DECIMAL;
    bool is_mixed = inference->percents > 0 && inference->percents < said;
    if (!fits(inference, inferred.convention) || is_mixed)
        return inferred;
    inferred.is_percent = inference->percents > 0;
    inferred.type =
        inference->integers[inferred.convention] == said ? BS_COLUMN_INTEGER : BS_COLUMN_NUMBER;
    return inferred;
}

bs_value bs_infer_value(const bs_inferred *inferred, bs_str cell)
{
    bs_value value = {.type = inferred->type, .is_missing = true};
    bs_str trimmed = bs_str_trim(cell);
    if (trimmed.size == 0)
        return value;
    number found;
    switch (inferred->type) {
    case BS_COLUMN_TEXT:
        value.is_missing = false;
        value.text = cell;
        break;
    case BS_COLUMN_BOOLEAN:
        value.is_missing = !find_boolean(trimmed, &value.boolean);
        break;
    case BS_COLUMN_INTEGER:
        value.is_missing = !find_number(trimmed, inferred->convention, &found) || !found.is_integer;
        value.integer = value.is_missing ? 0 : found.integer;
        break;
    case BS_COLUMN_NUMBER:
        value.is_missing = !find_number(trimmed, inferred->convention, &found);
        value.number = value.is_missing ? NAN : found.value;
        break;
    }
    return value;
}
