/* matrix_tables.c - what a matrix is asked for: its rows and columns, likeness, and a file. */
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "base/file.h"
#include "base/progress.h"
#include "base/str.h"
#include "corpus/forms.h"
#include "corpus/matrix_layout.h"
#include "corpus/places.h"
#include "table/write.h"

enum { ROWS_A_CHECK = 1024 };

/* ---- rows and columns ---- */

static bs_status words_source(const bs_matrix *matrix, const uint32_t *columns, size_t count,
                              bs_evidence_source *source, bs_error *error)
{
    bs_strs texts = {0};
    if (!bs_array_reserve(&texts, count))
        return bs_fail_memory(error);
    for (size_t i = 0; i < count; i++)
        texts.items[texts.count++] = matrix->words[columns ? columns[i] : i].text;
    return bs_form_source(matrix->selection, &texts, NULL, false, source, error);
}

static bs_status finish(bs_table_builder *builder, bs_status status,
                        const bs_evidence_source *source, bs_table **table, bs_error *error)
{
    if (status != BS_OK) {
        bs_table_builder_free(builder);
        return status;
    }
    bs_table_set_evidence_source(builder, *source);
    return bs_table_finish(builder, table, error);
}

bs_status bs_matrix_words(const bs_matrix *matrix, bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_evidence_source source;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    bs_table_add_column(builder, BS_STR("form"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("articles"), BS_COLUMN_INTEGER);
    for (size_t i = 0; i < matrix->column_count; i++) {
        bs_table_add_row(builder);
        bs_table_set_text(builder, 0, matrix->words[i].text);
        bs_table_set_integer(builder, 1, (int64_t)matrix->words[i].count);
        bs_table_set_integer(builder, 2, matrix->words[i].articles);
    }
    status = words_source(matrix, NULL, matrix->column_count, &source, error);
    return finish(builder, status, &source, table, error);
}

static bs_place place_of(const bs_matrix *matrix, size_t row)
{
    bs_corpus *corpus = bs_matrix_corpus(matrix);
    bs_article_ref ref = bs_corpus_article_at(corpus, matrix->rows[row].article);
    bs_str text = bs_text_at(&bs_corpus_shard(corpus, ref.shard)->articles.text, ref.row);
    return (bs_place){.shard = ref.shard, .row = ref.row, .end = (uint32_t)text.size};
}

static void set_article(bs_table_builder *builder, const bs_matrix *matrix, size_t row)
{
    bs_corpus *corpus = bs_matrix_corpus(matrix);
    bs_article_ref ref = bs_corpus_article_at(corpus, matrix->rows[row].article);
    const bs_shard_articles *articles = &bs_corpus_shard(corpus, ref.shard)->articles;
    bs_str texts[] = {bs_text_at(&articles->id, ref.row), bs_text_at(&articles->published, ref.row),
                      bs_text_at(&articles->title, ref.row)};
    bs_table_add_row(builder);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].data)
            bs_table_set_text(builder, i, texts[i]);
}

static void add_article_columns(bs_table_builder *builder)
{
    bs_table_add_column(builder, BS_STR("article"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("date"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("title"), BS_COLUMN_TEXT);
}

bs_status bs_matrix_articles(const bs_matrix *matrix, bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_places places = {0};
    bs_evidence_source source;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    add_article_columns(builder);
    bs_table_add_column(builder, BS_STR("words"), BS_COLUMN_INTEGER);
    if (!bs_array_reserve(&places, matrix->row_count))
        status = bs_fail_memory(error);
    for (size_t row = 0; status == BS_OK && row < matrix->row_count; row++) {
        set_article(builder, matrix, row);
        bs_table_set_integer(builder, 3, (int64_t)matrix->rows[row].total);
        places.items[places.count++] = place_of(matrix, row);
    }
    if (status == BS_OK)
        status = bs_places_source(matrix->selection, &places, &source, error);
    return finish(builder, status, &source, table, error);
}

static int compare_weights(const void *a, const void *b)
{
    const bs_matrix_entry *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->column < y->column ? -1 : x->column > y->column;
}

bs_status bs_matrix_row_words(const bs_matrix *matrix, size_t row, bs_table **table,
                              bs_error *error)
{
    size_t count = bs_matrix_row_size(matrix, row);
    bs_matrix_entry *entries = calloc(count + 1, sizeof *entries);
    bs_places places = {0};
    bs_table_builder *builder = NULL;
    bs_evidence_source source;
    bs_status status = entries && bs_array_reserve(&places, count) ? BS_OK : bs_fail_memory(error);
    if (status == BS_OK)
        status = bs_table_builder_new(&builder, error);
    if (status != BS_OK) {
        free(entries);
        bs_array_free(&places);
        return status;
    }
    bs_matrix_row(matrix, row, entries);
    qsort(entries, count, sizeof *entries, compare_weights);
    bs_table_add_column(builder, BS_STR("form"), BS_COLUMN_TEXT);
    bs_table_add_column(builder, BS_STR("count"), BS_COLUMN_INTEGER);
    bs_table_add_column(builder, BS_STR("weight"), BS_COLUMN_NUMBER);
    for (size_t i = 0; i < count; i++) {
        bs_table_add_row(builder);
        bs_table_set_text(builder, 0, matrix->words[entries[i].column].text);
        bs_table_set_integer(builder, 1, entries[i].count);
        bs_table_set_number(builder, 2, entries[i].weight);
        places.items[places.count++] = place_of(matrix, row);
    }
    free(entries);
    status = bs_places_source(matrix->selection, &places, &source, error);
    return finish(builder, status, &source, table, error);
}

/* ---- likeness ---- */

typedef struct likeness {
    size_t row;
    double cosine;
} likeness;

static int compare_likeness(const void *a, const void *b)
{
    const likeness *x = a, *y = b;
    if (x->cosine != y->cosine)
        return x->cosine > y->cosine ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* The cosine of every row to the weights in `wanted`, by column; those above 0 are kept. */
static bs_status measure_rows(const bs_matrix *matrix, size_t row, const double *wanted,
                              likeness *found, size_t *count, const bs_progress *progress,
                              bs_error *error)
{
    double own = 0;
    for (size_t i = 0; i < matrix->rows[row].count; i++) {
        double weight = wanted[matrix->rows[row].columns[i]];
        own += weight * weight;
    }
    for (size_t other = 0; other < matrix->row_count; other++) {
        const bs_matrix_line *line = &matrix->rows[other];
        double product = 0, square = 0;
        for (size_t i = 0; i < line->count; i++) {
            double weight = bs_matrix_weigh(matrix, line, i);
            product += weight * wanted[line->columns[i]];
            square += weight * weight;
        }
        double cosine = product > 0 ? product / sqrt(own * square) : 0;
        if (other != row && cosine > 0)
            found[(*count)++] = (likeness){other, cosine < 1 ? cosine : 1};
        bs_status status = other % ROWS_A_CHECK == 0 ? bs_progress_check(progress, error) : BS_OK;
        if (status != BS_OK)
            return status;
    }
    qsort(found, *count, sizeof *found, compare_likeness);
    return BS_OK;
}

static bs_status list_likeness(const bs_matrix *matrix, const likeness *found, size_t count,
                               bs_table **table, bs_error *error)
{
    bs_table_builder *builder = NULL;
    bs_places places = {0};
    bs_evidence_source source;
    bs_status status = bs_table_builder_new(&builder, error);
    if (status != BS_OK)
        return status;
    add_article_columns(builder);
    bs_table_add_column(builder, BS_STR("similarity"), BS_COLUMN_NUMBER);
    if (!bs_array_reserve(&places, count))
        status = bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < count; i++) {
        set_article(builder, matrix, found[i].row);
        bs_table_set_number(builder, 3, found[i].cosine);
        places.items[places.count++] = place_of(matrix, found[i].row);
    }
    if (status == BS_OK)
        status = bs_places_source(matrix->selection, &places, &source, error);
    return finish(builder, status, &source, table, error);
}

bs_status bs_matrix_similar(const bs_matrix *matrix, size_t row, size_t limit,
                            const bs_progress *progress, bs_table **table, bs_error *error)
{
    double *wanted = calloc(matrix->column_count + 1, sizeof *wanted);
    likeness *found = calloc(matrix->row_count + 1, sizeof *found);
    size_t count = 0;
    bs_status status = wanted && found ? BS_OK : bs_fail_memory(error);
    for (size_t i = 0; status == BS_OK && i < matrix->rows[row].count; i++)
        wanted[matrix->rows[row].columns[i]] = bs_matrix_weigh(matrix, &matrix->rows[row], i);
    if (status == BS_OK)
        status = measure_rows(matrix, row, wanted, found, &count, progress, error);
    if (status == BS_OK)
        status =
            list_likeness(matrix, found, limit > 0 && limit < count ? limit : count, table, error);
    free(wanted);
    free(found);
    return status;
}

/* ---- the file ---- */

static void add_whole(bs_buffer *out, uint64_t value)
{
    char digits[20];
    size_t count = 0;
    do {
        digits[sizeof digits - ++count] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    bs_buffer_add(out, (bs_str){digits + sizeof digits - count, count});
}

static bs_status print_entries(const bs_matrix *matrix, bs_buffer *out, const bs_progress *progress,
                               bs_error *error)
{
    bool is_whole = matrix->weight == BS_WEIGHT_COUNT || matrix->weight == BS_WEIGHT_PRESENCE;
    bs_matrix_entry *entries = calloc(matrix->column_count + 1, sizeof *entries);
    bs_status status = entries ? BS_OK : bs_fail_memory(error);
    bs_buffer_print(out,
                    "%%%%MatrixMarket matrix coordinate %s general\n%% articles by words, %s\n",
                    is_whole ? "integer" : "real", bs_matrix_weight_name(matrix).data);
    bs_buffer_print(out, "%zu %zu %zu\n", matrix->row_count, matrix->column_count,
                    matrix->entry_count);
    for (size_t row = 0; status == BS_OK && row < matrix->row_count; row++) {
        bs_matrix_row(matrix, row, entries);
        for (size_t i = 0; i < matrix->rows[row].count; i++) {
            add_whole(out, row + 1);
            bs_buffer_add_char(out, ' ');
            add_whole(out, (uint64_t)entries[i].column + 1);
            bs_buffer_add_char(out, ' ');
            if (is_whole)
                add_whole(out, (uint64_t)entries[i].weight);
            else
                bs_buffer_add_number(out, entries[i].weight);
            bs_buffer_add_char(out, '\n');
        }
        status = row % ROWS_A_CHECK == 0 ? bs_progress_check(progress, error) : BS_OK;
    }
    free(entries);
    if (status == BS_OK && out->failed)
        status = bs_fail_memory(error);
    return status;
}

/* "x.rows.csv" for "x.mtx". */
static bs_status write_beside(const bs_matrix *matrix, bs_str stem, const char *ending,
                              bs_status (*make)(const bs_matrix *, bs_table **, bs_error *),
                              bs_error *error)
{
    bs_table *table = NULL;
    bs_status status = make(matrix, &table, error);
    if (status != BS_OK)
        return status;
    bs_buffer path = {0};
    bs_buffer_print(&path, "%.*s%s", BS_STR_ARG(stem), ending);
    bs_buffer_add_char(&path, '\0');
    status = path.failed ? bs_fail_memory(error)
                         : bs_table_write(table, bs_buffer_str(&path).data, NULL, error);
    bs_buffer_clear(&path);
    bs_table_free(table);
    return status;
}

bs_status bs_matrix_write(const bs_matrix *matrix, const char *path, const bs_progress *progress,
                          bs_error *error)
{
    bs_str ending = BS_STR(".mtx"), whole = bs_str_from(path);
    if (whole.size <= ending.size ||
        !bs_str_equal(bs_str_slice(whole, whole.size - ending.size, whole.size), ending))
        return bs_fail(error, BS_MISUSE, "%s: a matrix is written to .mtx", path);
    bs_str stem = bs_str_slice(whole, 0, whole.size - ending.size);
    bs_buffer out = {0};
    bs_status status = print_entries(matrix, &out, progress, error);
    if (status == BS_OK)
        status = bs_file_write(path, bs_buffer_str(&out), error);
    bs_buffer_clear(&out);
    if (status == BS_OK)
        status = write_beside(matrix, stem, ".rows.csv", bs_matrix_articles, error);
    if (status == BS_OK)
        status = write_beside(matrix, stem, ".columns.csv", bs_matrix_words, error);
    return status;
}
