/*
 * late.c - columns that are filled when somebody first looks at one of them.
 *
 * The cells of columns that are filled together belong to one bs_late, which each of them holds a
 * reference to; until then they are all missing. Rows gathered from such a column are late as well.
 */
#include <math.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/error.h"
#include "table/layout.h"

struct bs_late {
    atomic_size_t references;
    pthread_mutex_t mutex; /* over filling */
    atomic_bool is_filled;
    size_t row_count, column_count;
    bs_late_source source; /* nothing once the columns are filled */
    struct late_column {
        bs_column_cells cells;
        bool *present;
    } columns[];
};

void bs_column_settle(bs_column_type type, const void *cells, size_t count, bool *present)
{
    const bs_str *texts = cells;
    const double *numbers = cells;
    for (size_t i = 0; i < count; i++)
        present[i] = type == BS_COLUMN_TEXT     ? texts[i].data != NULL
                     : type == BS_COLUMN_NUMBER ? !isnan(numbers[i])
                                                : true;
}

static void release(bs_late_source *source)
{
    if (source->release)
        source->release(source->context);
    *source = (bs_late_source){0};
}

void bs_late_free(bs_late *late)
{
    if (!late || atomic_fetch_sub(&late->references, 1) != 1)
        return;
    release(&late->source);
    for (size_t i = 0; i < late->column_count; i++) {
        free(late->columns[i].cells.cells);
        free(late->columns[i].present);
    }
    pthread_mutex_destroy(&late->mutex);
    free(late);
}

/* Columns of missing cells, which hold all references to `late` but that of the caller. */
static bool open_columns(bs_late *late, bs_column_data **columns)
{
    for (size_t i = 0; i < late->column_count; i++) {
        struct late_column *column = &late->columns[i];
        column->cells.cells = calloc(late->row_count + 1, bs_column_width(column->cells.type));
        column->present = calloc(late->row_count + 1, sizeof *column->present);
        bs_column_data *data = calloc(1, sizeof *data);
        if (!column->cells.cells || !column->present || !data) {
            free(data);
            return false;
        }
        atomic_init(&data->references, 1);
        atomic_fetch_add(&late->references, 1);
        data->type = column->cells.type;
        data->count = late->row_count;
        data->values = column->cells.cells;
        data->present = column->present;
        data->late = late;
        columns[i] = data;
    }
    return true;
}

bs_status bs_late_columns(const bs_column_cells *cells, size_t count, size_t row_count,
                          bs_late_source source, bs_column_data **columns, bs_error *error)
{
    bs_late *late = calloc(1, sizeof *late + count * sizeof *late->columns);
    if (!late) {
        release(&source);
        return bs_fail_memory(error);
    }
    atomic_init(&late->references, 1);
    pthread_mutex_init(&late->mutex, NULL);
    late->row_count = row_count;
    late->column_count = count;
    late->source = source;
    for (size_t i = 0; i < count; i++) {
        late->columns[i].cells = cells[i];
        late->columns[i].cells.cells = NULL;
        columns[i] = NULL;
    }
    bool has_memory = open_columns(late, columns);
    for (size_t i = 0; !has_memory && i < count; i++)
        bs_column_free(columns[i]);
    bs_late_free(late);
    return has_memory ? BS_OK : bs_fail_memory(error);
}

bool bs_column_is_late(const bs_column_data *data)
{
    return data->late && !atomic_load(&data->late->is_filled);
}

static bs_status fill(bs_late *late, const bs_progress *progress, bs_error *error)
{
    bs_column_cells cells[BS_TABLE_LATE_MAX];
    for (size_t i = 0; i < late->column_count; i++)
        cells[i] = late->columns[i].cells;
    bs_status status = late->source.fill(late->source.context, cells, progress, error);
    if (status != BS_OK)
        return status;
    for (size_t i = 0; i < late->column_count; i++)
        bs_column_settle(cells[i].type, cells[i].cells, late->row_count, late->columns[i].present);
    release(&late->source);
    atomic_store(&late->is_filled, true);
    return BS_OK;
}

bs_status bs_column_ready(const bs_column_data *data, const bs_progress *progress, bs_error *error)
{
    bs_late *late = data->late;
    if (!bs_column_is_late(data))
        return BS_OK;
    pthread_mutex_lock(&late->mutex);
    bs_status status = atomic_load(&late->is_filled) ? BS_OK : fill(late, progress, error);
    pthread_mutex_unlock(&late->mutex);
    return status;
}

/* ---- rows of a late column ---- */

typedef struct gathering {
    bs_column_data *from;
    size_t count;
    uint32_t rows[];
} gathering;

static bs_status gather(void *context, bs_column_cells *cells, const bs_progress *progress,
                        bs_error *error)
{
    const gathering *of = context;
    bs_status status = bs_column_ready(of->from, progress, error);
    size_t width = bs_column_width(of->from->type);
    const char *from = of->from->values;
    char *to = cells->cells;
    for (size_t i = 0; status == BS_OK && i < of->count; i++)
        memcpy(to + i * width, from + of->rows[i] * width, width);
    return status;
}

static void release_gathering(void *context)
{
    gathering *of = context;
    bs_column_free(of->from);
    free(of);
}

bs_column_data *bs_late_gather(const bs_column_data *from, const uint32_t *rows, size_t count)
{
    gathering *of = malloc(sizeof *of + count * sizeof *of->rows);
    if (!of)
        return NULL;
    /* A reference is no change to those who look. */
    of->from = bs_column_retain((bs_column_data *)(uintptr_t)from);
    of->count = count;
    if (count > 0)
        memcpy(of->rows, rows, count * sizeof *rows);
    bs_column_data *made = NULL;
    bs_late_source source = {.context = of, .fill = gather, .release = release_gathering};
    bs_column_cells cells = {.type = from->type};
    bs_late_columns(&cells, 1, count, source, &made, NULL);
    return made;
}
