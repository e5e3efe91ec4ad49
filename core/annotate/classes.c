/* classes.c - word lists as bits of words, and the shape of types. */
#include "annotate/normalise.h"
#include "annotate/worker.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

enum { LIST_BYTES_MAX = 16 << 20 };

static bs_status add_to_class(bs_annotator *annotator, bs_str text, unsigned class, bs_error *error)
{
    bs_buffer fold = {0};
    uint32_t word;
    bs_status status = bs_fold(text, &fold, error);
    if (status == BS_OK)
        status = bs_gazetteer_add_word(&annotator->gazetteer, bs_buffer_str(&fold), &word, error);
    bs_buffer_clear(&fold);
    if (status != BS_OK)
        return status;
    while (annotator->word_sets.count <= word) {
        uint32_t *slot = bs_array_push(&annotator->word_sets);
        if (!slot)
            return bs_fail_memory(error);
        *slot = 0;
    }
    uint32_t *set = &annotator->word_sets.items[word];
    if (*set == 0) {
        bs_class_set *added = bs_array_push(&annotator->sets);
        if (!added)
            return bs_fail_memory(error);
        *added = (bs_class_set){{0}};
        *set = (uint32_t)(annotator->sets.count - 1);
    }
    bs_class_set_add(&annotator->sets.items[*set], class);
    return BS_OK;
}

/* A list: one word a line, `#` begins a comment. */
static bs_status add_list(bs_annotator *annotator, bs_str data, bs_str name, unsigned class,
                          bs_error *error)
{
    bs_arena arena = {0};
    bs_str contents, line;
    bs_str path =
        bs_arena_print(&arena, "%.*s/classes/%.*s.txt", BS_STR_ARG(data), BS_STR_ARG(name));
    bs_status status = path.data ? bs_file_read(path.data, LIST_BYTES_MAX, &arena, &contents, error)
                                 : bs_fail_memory(error);
    if (status == BS_OK) {
        annotator->digest = bs_hash_seeded(contents, annotator->digest);
        while (status == BS_OK && bs_str_cut(&contents, '\n', &line)) {
            size_t comment = bs_str_find(line, BS_STR("#"), 0);
            if (comment != SIZE_MAX)
                line = bs_str_slice(line, 0, comment);
            line = bs_str_trim(line);
            if (line.size > 0)
                status = add_to_class(annotator, line, class, error);
        }
    }
    bs_arena_clear(&arena);
    return status;
}

bs_status bs_annotator_add_classes(bs_annotator *annotator, bs_str data, bs_error *error)
{
    bs_class_set *none = bs_array_push(&annotator->sets);
    uint32_t *no_word = bs_array_push(&annotator->word_sets);
    if (!none || !no_word)
        return bs_fail_memory(error);
    *none = (bs_class_set){{0}};
    *no_word = 0;

    bs_status status = BS_OK;
    for (unsigned class = BS_CLASS_LISTS; status == BS_OK && class < BS_CLASS_BUILT_IN; class ++)
        status = add_list(annotator, data, bs_str_from(bs_class_name(class)), class, error);

    const bs_rule_host *host = annotator->host;
    for (size_t index = 0; status == BS_OK && host && index < host->class_count; index++) {
        const bs_rule_class *list = &host->classes[index];
        unsigned class = BS_CLASS_BUILT_IN + (unsigned)index;
        for (size_t word = 0; status == BS_OK && word < list->word_count; word++)
            status = add_to_class(annotator, list->words[word], class, error);
        for (size_t word = 0;
             status == BS_OK && list->also < BS_CLASS_BUILT_IN && word < list->word_count; word++)
            status = add_to_class(annotator, list->words[word], list->also, error);
        if (status == BS_OK && list->word_count == 0)
            status = add_list(annotator, data, list->name, class, error);
    }
    while (status == BS_OK && annotator->word_sets.count < annotator->gazetteer.roots.count) {
        uint32_t *slot = bs_array_push(&annotator->word_sets);
        if (!slot)
            return bs_fail_memory(error);
        *slot = 0;
    }
    return status;
}

static uint16_t bit(bs_class class)
{
    return (uint16_t)(1u << (class - 8));
}

static bool all_digits(bs_str form, size_t start, size_t end)
{
    for (size_t at = start; at < end; at++)
        if (!bs_ascii_is_digit((unsigned char)form.data[at]))
            return false;
    return end > start;
}

static bool is_year(bs_str form, size_t start)
{
    return form.size >= start + 4 && all_digits(form, start, start + 4) &&
           (form.data[start] == '1' || (form.data[start] == '2' && form.data[start + 1] <= '1'));
}

static bool is_roman(bs_str form)
{
    for (size_t at = 0; at < form.size; at++)
        if (!strchr("IVXLC", form.data[at]))
            return false;
    return form.size > 1;
}

static uint16_t number_shape(bs_str form)
{
    uint16_t shape = bit(BS_CLASS_NUMBER);
    if (form.size == 4 && is_year(form, 0))
        shape |= bit(BS_CLASS_YEAR);
    if (form.size <= 2 && all_digits(form, 0, form.size)) {
        int value = form.data[0] - '0';
        if (form.size == 2)
            value = value * 10 + form.data[1] - '0';
        if (value >= 1 && value <= 31)
            shape |= bit(BS_CLASS_DIGITS);
    }
    return shape;
}

/* "10th", "1990s", "'90s" */
static uint16_t digit_word_shape(bs_str form)
{
    size_t digits = 0;
    while (digits < form.size && bs_ascii_is_digit((unsigned char)form.data[digits]))
        digits++;
    bs_str rest = bs_str_slice(form, digits, form.size);
    if (digits == 4 && is_year(form, 0) && form.data[3] == '0' &&
        (bs_str_equal(rest, BS_STR("s")) || bs_str_equal(rest, BS_STR("'s"))))
        return bit(BS_CLASS_DECADE);
    static const char *const ENDINGS[] = {"st", "nd", "rd", "th"};
    for (size_t index = 0; digits > 0 && digits <= 9 && index < 4; index++)
        if (bs_str_is_nocase(rest, ENDINGS[index]))
            return bit(BS_CLASS_ORDINAL);
    return 0;
}

static uint16_t shape_of(const bs_type *type)
{
    uint16_t shape = 0;
    if (type->form.size > 7 &&
        bs_str_equal_nocase(bs_str_slice(type->form, 0, 4), BS_STR("mid-"))) {
        bs_str rest = bs_str_slice(type->form, 4, type->form.size); /* mid-1990s, mid-2019 */
        shape |= digit_word_shape(rest);
        if (rest.size == 4 && is_year(rest, 0))
            shape |= bit(BS_CLASS_YEAR);
    } else if (type->form.size > 0 && bs_ascii_is_digit((unsigned char)type->form.data[0])) {
        shape |= digit_word_shape(type->form);
        if (all_digits(type->form, 0, type->form.size) || type->kind == BS_TOKEN_NUMBER)
            shape |= number_shape(type->form);
    }
    switch (type->kind) {
    case BS_TOKEN_PUNCTUATION:
        return shape | bit(BS_CLASS_PUNCTUATION);
    case BS_TOKEN_SYMBOL:
        return shape | bit(BS_CLASS_SYMBOL);
    case BS_TOKEN_URL:
    case BS_TOKEN_HANDLE:
        return shape | bit(BS_CLASS_LINK);
    case BS_TOKEN_NUMBER:
        for (size_t at = 1; at < type->form.size; at++)
            if (strchr("-/:", type->form.data[at]))
                shape |= bit(BS_CLASS_HYPHENATED); /* 2024-07-09, 7/9/2024, 10:30 */
        return shape | bit(BS_CLASS_NUMBER);
    default:
        break;
    }
    shape |= bit(BS_CLASS_WORD);
    size_t letters = bs_utf8_count(type->form);
    if (letters > 1 && type->form.data[type->form.size - 1] == '.' && letters == 2)
        letters = 1; /* "J." */
    uint32_t first, folded;
    bs_utf8_decode(type->form, 0, &first);
    bs_utf8_decode(type->fold, 0, &folded);
    if (first != folded && type->cased != BS_CASE_LOWER)
        shape |= bit(BS_CLASS_CAPITAL);
    if (type->cased == BS_CASE_LOWER)
        shape |= bit(BS_CLASS_LOWER);
    if (type->cased == BS_CASE_MIXED)
        shape |= bit(BS_CLASS_MIXED);
    if (type->cased == BS_CASE_UPPER)
        shape |= letters == 1 ? bit(BS_CLASS_INITIAL) : bit(BS_CLASS_UPPER);
    if (type->cased == BS_CASE_CAPITAL && letters == 1)
        shape |= bit(BS_CLASS_INITIAL);
    if (is_roman(type->form))
        shape |= bit(BS_CLASS_ROMAN);
    if (bs_str_find(type->form, BS_STR("-"), 1) != SIZE_MAX)
        shape |= bit(BS_CLASS_HYPHENATED);
    return shape;
}

bs_status bs_worker_add_types(bs_annotate_worker *worker, bs_error *error)
{
    size_t count = bs_vocabulary_count(worker->vocabulary);
    if (worker->types.count > count)
        worker->types.count = 0;
    if (!bs_array_reserve(&worker->types, count - worker->types.count))
        return bs_fail_memory(error);
    for (size_t index = worker->types.count; index < count; index++) {
        const bs_type *type = bs_vocabulary_type(worker->vocabulary, (uint32_t)index);
        bs_type_info *info = &worker->types.items[index];
        info->shape = shape_of(type);
        info->cased = type->cased;
        info->flags = 0;
        if (info->shape & bit(BS_CLASS_CAPITAL))
            info->flags |= BS_WORD_CAPITAL;
        if (info->shape & bit(BS_CLASS_UPPER))
            info->flags |= BS_WORD_CAPITAL | BS_WORD_UPPER;
        info->word = type->fold_id < index ? worker->types.items[type->fold_id].word
                                           : bs_gazetteer_word(&worker->annotator->gazetteer,
                                                               type->fold, &worker->scratch);
        worker->types.count++;
    }
    return BS_OK;
}
