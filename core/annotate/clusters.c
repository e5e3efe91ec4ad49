/* clusters.c - counting, reducing, grouping: see clusters.h. */
#include "annotate/clusters.h"

#include <math.h>
#include <stdlib.h>

#include "annotate/examples.h"
#include "base/error.h"
#include "base/file.h"
#include "base/utf8.h"
#include "text/split.h"

enum {
    TEXT_BYTES_MAX = 256 << 20,
    FORMS_MAX = 60000,
    FORM_COUNT_MIN = 6,
    CONTEXTS = 1500,
    PLACES = 4, /* -2, -1, 1, 2 */
    COLUMNS = (CONTEXTS + 1) * PLACES,
    DIMENSIONS = 96,
    ROUNDS = 3,
    MEANS_ROUNDS = 14,
};

/* A token of the running text: its form, and its folded word as a context. */
typedef struct seen {
    uint32_t form; /* type; BS_NO_FORM at the head of a sentence, where the case says nothing */
    uint32_t fold;
} seen;

static const uint32_t NO_FORM = UINT32_MAX;

typedef struct counting {
    bs_vocabulary *vocabulary;
    bs_arena arena;
    struct {
        seen *items;
        size_t count, capacity;
    } run; /* all texts; two NO_FORM between sentences */
    bs_u32s form_counts, fold_counts;
    uint32_t (*cases)[3]; /* by fold */
} counting;

/* Non-zero cells, by row. */
typedef struct sparse {
    size_t *starts; /* of row r; one more than rows */
    uint32_t *columns;
    float *values;
    size_t row_count;
} sparse;

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15); /* splitmix64 */
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static bs_status add_seen(counting *all, uint32_t form, uint32_t fold, bs_error *error)
{
    seen *slot = bs_array_push(&all->run);
    if (!slot)
        return bs_fail_memory(error);
    *slot = (seen){form, fold};
    return BS_OK;
}

static bs_status read_text(counting *all, bs_str text, bs_error *error)
{
    bs_tokens tokens = {0};
    bs_sentences sentences = {0};
    bs_status status = BS_OK;
    if (bs_utf8_valid_until(text) == text.size)
        status = bs_split(text, NULL, 0, all->vocabulary, &tokens, &sentences, error);
    for (size_t at = 0; status == BS_OK && at < sentences.count; at++) {
        const bs_sentence *sentence = &sentences.items[at];
        for (int gap = 0; status == BS_OK && gap < 2; gap++)
            status = add_seen(all, NO_FORM, NO_FORM, error);
        for (uint32_t token = sentence->token_start; status == BS_OK && token < sentence->token_end;
             token++) {
            uint32_t type = tokens.items[token].type;
            const bs_type *info = bs_vocabulary_type(all->vocabulary, type);
            bool is_head = token == sentence->token_start && info->cased != BS_CASE_LOWER;
            status = add_seen(all, is_head ? NO_FORM : type, info->fold_id, error);
        }
    }
    bs_array_free(&tokens);
    bs_array_free(&sentences);
    return status;
}

static bs_status read_file(counting *all, bs_str path, bs_error *error)
{
    bs_arena arena = {0};
    bs_examples examples = {0};
    bs_str text;
    bs_status status;
    if (bs_str_ends(path, BS_STR(".tsv"))) {
        status = bs_examples_read(path.data, &arena, &examples, error);
        for (size_t at = 0; status == BS_OK && at < examples.count; at++)
            status = read_text(all, examples.items[at].text, error);
    } else {
        status = bs_file_read(path.data, TEXT_BYTES_MAX, &arena, &text, error);
        if (status == BS_OK)
            status = read_text(all, text, error);
    }
    bs_array_free(&examples);
    bs_arena_clear(&arena);
    return status;
}

static bs_status count_forms(counting *all, bs_error *error)
{
    size_t count = bs_vocabulary_count(all->vocabulary);
    if (!bs_array_reserve(&all->form_counts, count) || !bs_array_reserve(&all->fold_counts, count))
        return bs_fail_memory(error);
    all->cases = bs_arena_array(&all->arena, count, sizeof *all->cases);
    if (!all->cases)
        return bs_fail_memory(error);
    memset(all->form_counts.items, 0, count * sizeof(uint32_t));
    memset(all->fold_counts.items, 0, count * sizeof(uint32_t));
    all->form_counts.count = all->fold_counts.count = count;
    for (size_t at = 0; at < all->run.count; at++) {
        const seen *token = &all->run.items[at];
        if (token->fold != NO_FORM)
            all->fold_counts.items[token->fold]++;
        if (token->form == NO_FORM)
            continue;
        all->form_counts.items[token->form]++;
        switch (bs_vocabulary_type(all->vocabulary, token->form)->cased) {
        case BS_CASE_LOWER:
            all->cases[token->fold][0]++;
            break;
        case BS_CASE_CAPITAL:
            all->cases[token->fold][1]++;
            break;
        case BS_CASE_UPPER:
            all->cases[token->fold][2]++;
            break;
        default:
            break;
        }
    }
    return BS_OK;
}

typedef struct ranked {
    uint32_t count, type;
} ranked;

static int compare_ranked(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return a->type < b->type ? -1 : a->type > b->type;
}

/* The `most` commonest, which stand `min` times or more: `*list`, in `arena`, commonest first. */
static bs_status rank(counting *all, const bs_u32s *counts, size_t most, uint32_t min,
                      ranked **list, size_t *list_count, bs_error *error)
{
    ranked *items = bs_arena_array(&all->arena, counts->count, sizeof *items);
    if (counts->count > 0 && !items)
        return bs_fail_memory(error);
    size_t count = 0;
    for (size_t type = 0; type < counts->count; type++)
        if (counts->items[type] >= min)
            items[count++] = (ranked){counts->items[type], (uint32_t)type};
    qsort(items, count, sizeof *items, compare_ranked);
    *list = items;
    *list_count = count < most ? count : most;
    return BS_OK;
}

/* Calls for each pair of a row and a column: `starts[row + 1]` counts on the first walk, on the
 * second the column is put where `starts[row]`, moving, says. */
static void walk_pairs(const counting *all, const uint32_t *row_of, const uint32_t *column_of,
                       size_t *starts, uint32_t *columns)
{
    static const int PLACE_OFFSETS[PLACES] = {-2, -1, 1, 2};
    const seen *run = all->run.items;
    for (size_t at = 2; at + 2 < all->run.count; at++) {
        if (run[at].form == NO_FORM || row_of[run[at].form] == NO_FORM)
            continue;
        uint32_t row = row_of[run[at].form];
        for (unsigned place = 0; place < PLACES; place++) {
            uint32_t fold = run[at + (size_t)PLACE_OFFSETS[place]].fold;
            uint32_t column = fold == NO_FORM ? CONTEXTS : column_of[fold];
            if (column == NO_FORM)
                continue;
            if (columns)
                columns[starts[row]++] = place * (CONTEXTS + 1) + column;
            else
                starts[row + 1]++;
        }
    }
}

/* Counts become positive pointwise mutual information, with contexts smoothed by the power 0.75
 * (Levy, Goldberg, Dagan 2015). Cells that are not positive go. */
static bs_status weigh(sparse *matrix, size_t pair_count, const uint32_t *pairs, bs_error *error)
{
    uint32_t *row_cells = calloc(COLUMNS, sizeof *row_cells);
    double *column_sums = calloc(COLUMNS, sizeof *column_sums);
    matrix->columns = malloc((pair_count + 1) * sizeof *matrix->columns);
    matrix->values = malloc((pair_count + 1) * sizeof *matrix->values);
    bs_status status = BS_OK;
    if (!row_cells || !column_sums || !matrix->columns || !matrix->values) {
        status = bs_fail_memory(error);
        goto cleanup;
    }
    for (size_t at = 0; at < pair_count; at++)
        column_sums[pairs[at]]++;
    double total = 0;
    for (size_t column = 0; column < COLUMNS; column++) {
        column_sums[column] = pow(column_sums[column], 0.75);
        total += column_sums[column];
    }
    size_t cell = 0, at = 0;
    for (size_t row = 0; row < matrix->row_count; row++) {
        size_t end = matrix->starts[row + 1], size = end - at;
        matrix->starts[row] = cell;
        for (size_t pair = at; pair < end; pair++)
            row_cells[pairs[pair]]++;
        for (size_t pair = at; pair < end; pair++) {
            uint32_t column = pairs[pair];
            if (row_cells[column] == 0)
                continue;
            double pmi =
                log((double)row_cells[column] * total / ((double)size * column_sums[column]));
            row_cells[column] = 0;
            if (pmi <= 0)
                continue;
            matrix->columns[cell] = column;
            matrix->values[cell++] = (float)pmi;
        }
        at = end;
    }
    matrix->starts[matrix->row_count] = cell;
cleanup:
    free(row_cells);
    free(column_sums);
    return status;
}

static bs_status fill_matrix(const counting *all, const uint32_t *row_of, const uint32_t *column_of,
                             sparse *matrix, bs_error *error)
{
    size_t rows = matrix->row_count;
    matrix->starts = calloc(rows + 2, sizeof *matrix->starts);
    if (!matrix->starts)
        return bs_fail_memory(error);
    walk_pairs(all, row_of, column_of, matrix->starts, NULL);
    for (size_t row = 0; row < rows; row++)
        matrix->starts[row + 1] += matrix->starts[row];
    size_t pair_count = matrix->starts[rows];
    uint32_t *pairs = malloc((pair_count + 1) * sizeof *pairs);
    if (!pairs)
        return bs_fail_memory(error);
    walk_pairs(all, row_of, column_of, matrix->starts, pairs);
    for (size_t row = rows; row > 0; row--) /* back to where the rows begin */
        matrix->starts[row] = matrix->starts[row - 1];
    matrix->starts[0] = 0;
    bs_status status = weigh(matrix, pair_count, pairs, error);
    free(pairs);
    return status;
}

/* to = matrix * from, or its transpose times from. */
static void multiply(const sparse *matrix, bool is_transposed, const float *from, float *to)
{
    size_t rows = is_transposed ? COLUMNS : matrix->row_count;
    memset(to, 0, rows * DIMENSIONS * sizeof *to);
    for (size_t row = 0; row < matrix->row_count; row++) {
        for (size_t cell = matrix->starts[row]; cell < matrix->starts[row + 1]; cell++) {
            size_t column = matrix->columns[cell];
            float *out = to + (is_transposed ? column : row) * DIMENSIONS;
            const float *in = from + (is_transposed ? row : column) * DIMENSIONS;
            float value = matrix->values[cell];
            for (size_t d = 0; d < DIMENSIONS; d++)
                out[d] += value * in[d];
        }
    }
}

/* Gram-Schmidt over the columns. */
static void orthonormalise(float *matrix, size_t rows)
{
    for (size_t column = 0; column < DIMENSIONS; column++) {
        for (int twice = 0; twice < 2; twice++) {
            double products[DIMENSIONS] = {0};
            for (size_t row = 0; row < rows; row++)
                for (size_t other = 0; other < column; other++)
                    products[other] += (double)matrix[row * DIMENSIONS + other] *
                                       (double)matrix[row * DIMENSIONS + column];
            for (size_t row = 0; row < rows; row++) {
                double less = 0;
                for (size_t other = 0; other < column; other++)
                    less += products[other] * (double)matrix[row * DIMENSIONS + other];
                matrix[row * DIMENSIONS + column] -= (float)less;
            }
        }
        double norm = 0;
        for (size_t row = 0; row < rows; row++)
            norm += (double)matrix[row * DIMENSIONS + column] *
                    (double)matrix[row * DIMENSIONS + column];
        norm = norm > 0 ? 1 / sqrt(norm) : 0;
        for (size_t row = 0; row < rows; row++)
            matrix[row * DIMENSIONS + column] *= (float)norm;
    }
}

static void to_unit_length(float *row)
{
    double norm = 0;
    for (size_t d = 0; d < DIMENSIONS; d++)
        norm += (double)row[d] * (double)row[d];
    norm = norm > 0 ? 1 / sqrt(norm) : 0;
    for (size_t d = 0; d < DIMENSIONS; d++)
        row[d] *= (float)norm;
}

/* Rows of unit length in few dimensions: `*rows`, freed by the caller. */
static bs_status reduce(const sparse *matrix, float **rows, bs_error *error)
{
    float *narrow = malloc(matrix->row_count * DIMENSIONS * sizeof *narrow);
    float *wide = malloc((size_t)COLUMNS * DIMENSIONS * sizeof *wide);
    if (!narrow || !wide) {
        free(narrow);
        free(wide);
        return bs_fail_memory(error);
    }
    uint64_t random = 1;
    for (size_t at = 0; at < (size_t)COLUMNS * DIMENSIONS; at++)
        wide[at] = (float)((double)(next_random(&random) >> 11) * 0x1p-53 - 0.5);
    for (int round = 0; round < ROUNDS; round++) {
        multiply(matrix, false, wide, narrow);
        orthonormalise(narrow, matrix->row_count);
        if (round + 1 < ROUNDS)
            multiply(matrix, true, narrow, wide);
    }
    for (size_t row = 0; row < matrix->row_count; row++)
        to_unit_length(narrow + row * DIMENSIONS);
    free(wide);
    *rows = narrow;
    return BS_OK;
}

static float likeness(const float *a, const float *b)
{
    float sum = 0;
    for (size_t d = 0; d < DIMENSIONS; d++)
        sum += a[d] * b[d];
    return sum;
}

/* `means` classes of the rows; `chosen[row]` is the class, and the middles take `middles`. */
static bs_status group(const float *rows, size_t row_count, size_t means, uint32_t *chosen,
                       float *middles, bs_error *error)
{
    uint32_t *sizes = calloc(means, sizeof *sizes);
    float *sums = malloc(means * DIMENSIONS * sizeof *sums);
    if (!sizes || !sums) {
        free(sizes);
        free(sums);
        return bs_fail_memory(error);
    }
    for (size_t mean = 0; mean < means; mean++) /* evenly over the ranks */
        memcpy(middles + mean * DIMENSIONS, rows + mean * row_count / means * DIMENSIONS,
               DIMENSIONS * sizeof *middles);
    for (int round = 0; round < MEANS_ROUNDS; round++) {
        memset(sizes, 0, means * sizeof *sizes);
        memset(sums, 0, means * DIMENSIONS * sizeof *sums);
        for (size_t row = 0; row < row_count; row++) {
            float best = -2;
            for (size_t mean = 0; mean < means; mean++) {
                float like = likeness(rows + row * DIMENSIONS, middles + mean * DIMENSIONS);
                if (like > best) {
                    best = like;
                    chosen[row] = (uint32_t)mean;
                }
            }
            sizes[chosen[row]]++;
            for (size_t d = 0; d < DIMENSIONS; d++)
                sums[chosen[row] * DIMENSIONS + d] += rows[row * DIMENSIONS + d];
        }
        for (size_t mean = 0; mean < means; mean++) {
            if (sizes[mean] == 0)
                continue; /* stays where it was */
            memcpy(middles + mean * DIMENSIONS, sums + mean * DIMENSIONS,
                   DIMENSIONS * sizeof *middles);
            to_unit_length(middles + mean * DIMENSIONS);
        }
    }
    free(sizes);
    free(sums);
    return BS_OK;
}

static bs_status group_all(counting *all, const float *rows, const ranked *forms, size_t count,
                           bs_buffer *lines, bs_error *error)
{
    bs_arena *arena = &all->arena;
    uint32_t *fine = bs_arena_array(arena, count, sizeof *fine);
    uint32_t middle[BS_CLUSTERS_FINE] = {0}, coarse[BS_CLUSTERS_MIDDLE] = {0};
    size_t size = DIMENSIONS * sizeof(float);
    float *fine_middles = bs_arena_array(arena, BS_CLUSTERS_FINE, size);
    float *middles = bs_arena_array(arena, BS_CLUSTERS_MIDDLE, size);
    float *coarse_middles = bs_arena_array(arena, BS_CLUSTERS_COARSE, size);
    if (!fine || !fine_middles || !middles || !coarse_middles)
        return bs_fail_memory(error);
    bs_status status = group(rows, count, BS_CLUSTERS_FINE, fine, fine_middles, error);
    if (status == BS_OK)
        status = group(fine_middles, BS_CLUSTERS_FINE, BS_CLUSTERS_MIDDLE, middle, middles, error);
    if (status == BS_OK)
        status =
            group(middles, BS_CLUSTERS_MIDDLE, BS_CLUSTERS_COARSE, coarse, coarse_middles, error);
    for (size_t row = 0; status == BS_OK && row < count; row++) {
        bs_str form = bs_vocabulary_type(all->vocabulary, forms[row].type)->form;
        bs_buffer_print(lines, "%.*s %u %u %u\n", BS_STR_ARG(form), fine[row] + 1,
                        middle[fine[row]] + 1, coarse[middle[fine[row]]] + 1);
    }
    return status;
}

static bs_status make(counting *all, bs_buffer *lines, bs_error *error)
{
    bs_status status = count_forms(all, error);
    ranked *forms = NULL, *folds = NULL;
    size_t form_count = 0, fold_count = 0;
    if (status == BS_OK)
        status =
            rank(all, &all->form_counts, FORMS_MAX, FORM_COUNT_MIN, &forms, &form_count, error);
    if (status == BS_OK)
        status =
            rank(all, &all->fold_counts, 2 * FORMS_MAX, FORM_COUNT_MIN, &folds, &fold_count, error);
    if (status != BS_OK)
        return status;
    if (form_count < 2 * BS_CLUSTERS_FINE)
        return bs_fail(error, BS_BAD_DATA, "%zu forms are too few to make classes of", form_count);

    size_t types = bs_vocabulary_count(all->vocabulary);
    uint32_t *row_of = bs_arena_array(&all->arena, types, sizeof *row_of);
    uint32_t *column_of = bs_arena_array(&all->arena, types, sizeof *column_of);
    if (!row_of || !column_of)
        return bs_fail_memory(error);
    memset(row_of, 0xFF, types * sizeof *row_of);
    memset(column_of, 0xFF, types * sizeof *column_of);
    for (size_t row = 0; row < form_count; row++)
        row_of[forms[row].type] = (uint32_t)row;
    for (size_t column = 0; column < CONTEXTS && column < fold_count; column++)
        column_of[folds[column].type] = (uint32_t)column;

    sparse matrix = {.row_count = form_count};
    float *rows = NULL;
    status = fill_matrix(all, row_of, column_of, &matrix, error);
    if (status == BS_OK)
        status = reduce(&matrix, &rows, error);
    if (status == BS_OK)
        status = group_all(all, rows, forms, form_count, lines, error);
    free(rows);
    free(matrix.starts);
    free(matrix.columns);
    free(matrix.values);
    for (size_t at = 0; status == BS_OK && at < fold_count; at++) {
        const bs_type *type = bs_vocabulary_type(all->vocabulary, folds[at].type);
        if (type->kind == BS_TOKEN_WORD)
            bs_buffer_print(lines, "=%.*s %u %u %u\n", BS_STR_ARG(type->fold),
                            all->cases[folds[at].type][0], all->cases[folds[at].type][1],
                            all->cases[folds[at].type][2]);
    }
    return status == BS_OK && lines->failed ? bs_fail_memory(error) : status;
}

bs_status bs_clusters_make(const bs_strs *paths, bs_buffer *lines, bs_error *error)
{
    counting all = {0};
    bs_status status = bs_vocabulary_new(&all.vocabulary, error);
    for (size_t index = 0; status == BS_OK && index < paths->count; index++) {
        status = read_file(&all, paths->items[index], error);
    }
    for (int gap = 0; status == BS_OK && gap < 2; gap++)
        status = add_seen(&all, NO_FORM, NO_FORM, error);
    if (status == BS_OK)
        status = make(&all, lines, error);
    bs_vocabulary_free(all.vocabulary);
    bs_array_free(&all.run);
    bs_array_free(&all.form_counts);
    bs_array_free(&all.fold_counts);
    bs_arena_clear(&all.arena);
    return status;
}
