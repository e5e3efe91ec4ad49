/*
 * topics_nmf.c - non-negative factors X = W H by coordinate descent, eight topics at a time.
 *
 * With the other factor held, each row of one is a small quadratic problem over the K x K products
 * of the other; its coordinates are put to their best value, or 0, one after the other.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clones.h"
#include "base/error.h"
#include "base/progress.h"
#include "stats/lanes.h"
#include "stats/random.h"
#include "stats/topics.h"

static const float LEAST = 1e-12f;

/* One factor: a row of topics for each document, or for each word. */
typedef struct factor {
    size_t rows;
    bs_lanes *items;
} factor;

typedef struct factors {
    const bs_sparse *matrix;
    bs_sparse turned; /* the same with words as rows, in the three blocks below */
    size_t *starts;
    uint32_t *columns;
    float *values;
    size_t topics, lanes;
    factor documents, words;
    bs_lanes *products; /* topics x lanes */
    bs_lanes *row;
} factors;

static float *floats(bs_lanes *lanes)
{
    return (float *)lanes;
}

static void clear_factors(factors *f)
{
    free(f->starts);
    free(f->columns);
    free(f->values);
    free(f->documents.items);
    free(f->words.items);
    free(f->products);
    free(f->row);
}

static bs_status turn(factors *f, bs_error *error)
{
    const bs_sparse *m = f->matrix;
    size_t entries = m->row_start[m->row_count];
    size_t *start = calloc(m->column_count + 2, sizeof *start);
    uint32_t *columns = calloc(entries + 1, sizeof *columns);
    float *values = calloc(entries + 1, sizeof *values);
    f->starts = start;
    f->columns = columns;
    f->values = values;
    f->turned = (bs_sparse){m->column_count, m->row_count, start, columns, values};
    if (!start || !columns || !values)
        return bs_fail_memory(error);
    for (size_t i = 0; i < entries; i++)
        start[m->columns[i] + 2]++;
    for (size_t i = 2; i < m->column_count + 2; i++)
        start[i] += start[i - 1];
    for (size_t row = 0; row < m->row_count; row++) {
        for (size_t i = m->row_start[row]; i < m->row_start[row + 1]; i++) {
            size_t at = start[m->columns[i] + 1]++;
            columns[at] = (uint32_t)row;
            values[at] = m->values[i];
        }
    }
    return BS_OK;
}

/* A random start of the size that the mean of the matrix asks for. */
static bs_status start_factor(factors *f, factor *one, size_t rows, float scale, bs_random *random,
                              bs_error *error)
{
    one->rows = rows;
    one->items = calloc(rows * f->lanes + 1, sizeof *one->items);
    if (!one->items)
        return bs_fail_memory(error);
    for (size_t row = 0; row < rows; row++)
        for (size_t k = 0; k < f->topics; k++)
            floats(one->items + row * f->lanes)[k] =
                scale * (0.01f + (float)bs_random_unit(random));
    return BS_OK;
}

BS_CLONES_INLINE void fill_products(factors *f, const factor *of)
{
    memset(f->products, 0, f->topics * f->lanes * sizeof *f->products);
    for (size_t row = 0; row < of->rows; row++) {
        bs_lanes *items = of->items + row * f->lanes;
        for (size_t k = 0; k < f->topics; k++) {
            float by = floats(items)[k];
            if (by == 0)
                continue;
            for (size_t i = 0; i < f->lanes; i++)
                f->products[k * f->lanes + i] += by * items[i];
        }
    }
}

/* Puts every coordinate of `one`, whose rows are those of `matrix`, to its best value. The slopes
 * of a row are kept up to date, so that coordinates that stay 0, which most do, cost next to
 * nothing.
 */
BS_CLONES
static void improve(factors *f, factor *one, const factor *other, const bs_sparse *matrix)
{
    size_t lanes = f->lanes;
    fill_products(f, other);
    for (size_t row = 0; row < one->rows; row++) {
        bs_lanes *slopes = f->row, *items = one->items + row * lanes;
        memset(slopes, 0, lanes * sizeof *slopes);
        for (size_t i = matrix->row_start[row]; i < matrix->row_start[row + 1]; i++) {
            const bs_lanes *there = other->items + matrix->columns[i] * lanes;
            for (size_t lane = 0; lane < lanes; lane++)
                slopes[lane] -= matrix->values[i] * there[lane];
        }
        for (size_t k = 0; k < f->topics; k++) {
            float by = floats(items)[k];
            for (size_t lane = 0; by != 0 && lane < lanes; lane++)
                slopes[lane] += by * f->products[k * lanes + lane];
        }
        for (size_t k = 0; k < f->topics; k++) {
            const bs_lanes *products = f->products + k * lanes;
            float curve = products[k / BS_LANES][k % BS_LANES], before = floats(items)[k];
            if (!(curve > LEAST))
                continue;
            float after = before - floats(slopes)[k] / curve;
            after = after > 0 ? after : 0;
            float change = after - before;
            floats(items)[k] = after;
            for (size_t lane = 0; change != 0 && lane < lanes; lane++)
                slopes[lane] += change * products[lane];
        }
    }
}

/* |X - WH| / |X|: |X|^2 - 2 <X, WH> + <W'W, HH'>. */
static double relative_error(factors *f)
{
    const bs_sparse *m = f->matrix;
    double squares = 0, cross = 0, model = 0;
    for (size_t row = 0; row < m->row_count; row++) {
        for (size_t i = m->row_start[row]; i < m->row_start[row + 1]; i++) {
            double value = m->values[i];
            squares += value * value;
            cross +=
                value * (double)bs_lanes_dot(f->documents.items + row * f->lanes,
                                             f->words.items + m->columns[i] * f->lanes, f->lanes);
        }
    }
    fill_products(f, &f->words);
    for (size_t row = 0; row < m->row_count; row++) {
        bs_lanes *items = f->documents.items + row * f->lanes;
        for (size_t k = 0; k < f->topics; k++)
            model += (double)floats(items)[k] *
                     (double)bs_lanes_dot(items, f->products + k * f->lanes, f->lanes);
    }
    return squares > 0 ? sqrt(fmax(0, squares - 2 * cross + model) / squares) : NAN;
}

/* Topics as distributions of words, documents as distributions of topics: what is taken from the
 * one is given to the other. */
static bs_status give_shares(factors *f, bs_topics *topics, bs_error *error)
{
    size_t words = f->words.rows, documents = f->documents.rows, count = f->topics;
    *topics = (bs_topics){.topic_count = count, .word_count = words, .document_count = documents};
    topics->words = calloc(count * words + 1, sizeof *topics->words);
    topics->shares = calloc(count * documents + 1, sizeof *topics->shares);
    double *sizes = calloc(count, sizeof *sizes);
    if (!topics->words || !topics->shares || !sizes) {
        free(sizes);
        return bs_fail_memory(error);
    }
    for (size_t word = 0; word < words; word++)
        for (size_t k = 0; k < count; k++)
            sizes[k] += floats(f->words.items + word * f->lanes)[k];
    for (size_t k = 0; k < count; k++)
        for (size_t word = 0; word < words; word++)
            topics->words[k * words + word] =
                sizes[k] > 0 ? (float)(floats(f->words.items + word * f->lanes)[k] / sizes[k])
                             : 1 / (float)words;
    for (size_t row = 0; row < documents; row++) {
        double whole = 0;
        float *items = floats(f->documents.items + row * f->lanes);
        for (size_t k = 0; k < count; k++)
            whole += items[k] * sizes[k];
        for (size_t k = 0; k < count; k++)
            topics->shares[row * count + k] =
                (float)(whole > 0 ? items[k] * sizes[k] / whole : 1 / (double)count);
    }
    free(sizes);
    topics->fit = relative_error(f);
    return BS_OK;
}

static bs_status make_factors(factors *f, const bs_topics_options *options, bs_error *error)
{
    const bs_sparse *m = f->matrix;
    f->topics = options->topic_count;
    f->lanes = bs_lanes_for(f->topics);
    f->products = calloc(f->topics * f->lanes + 1, sizeof *f->products);
    f->row = calloc(f->lanes + 1, sizeof *f->row);
    if (!f->products || !f->row)
        return bs_fail_memory(error);
    double sum = 0;
    for (size_t i = 0; i < m->row_start[m->row_count]; i++)
        sum += m->values[i];
    double cells = fmax(1, (double)m->row_count * (double)m->column_count);
    float scale = (float)sqrt(sum / cells / (double)f->topics);
    bs_random random;
    bs_random_init(&random, options->seed, 0);
    bs_status status = turn(f, error);
    if (status == BS_OK)
        status = start_factor(f, &f->documents, m->row_count, scale, &random, error);
    if (status == BS_OK)
        status = start_factor(f, &f->words, m->column_count, scale, &random, error);
    return status;
}

bs_status bs_topics_nmf(const bs_sparse *matrix, const bs_topics_options *options,
                        const bs_progress *progress, bs_topics *topics, bs_error *error)
{
    *topics = (bs_topics){0};
    factors f = {.matrix = matrix};
    bs_status status = bs_topics_check(options, error);
    if (status == BS_OK)
        status = make_factors(&f, options, error);
    for (size_t i = 0; status == BS_OK && i < options->iterations; i++) {
        improve(&f, &f.documents, &f.words, matrix);
        improve(&f, &f.words, &f.documents, &f.turned);
        status = bs_progress_check(progress, error);
    }
    if (status == BS_OK)
        status = give_shares(&f, topics, error);
    clear_factors(&f);
    if (status != BS_OK)
        bs_topics_clear(topics);
    return status;
}
