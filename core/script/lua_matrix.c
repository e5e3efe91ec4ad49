/* lua_matrix.c - articles by words: what Selection:matrix gives. */
#include "corpus/matrix.h"
#include "script/lua_selection.h"
#include "script/lua_table.h"
#include "script/modules.h"
#include "script/runtime.h"

static int matrix_free(lua_State *L);
static int matrix_rows(lua_State *L);
static int matrix_columns(lua_State *L);
static int matrix_entries(lua_State *L);
static int matrix_weight(lua_State *L);
static int matrix_words(lua_State *L);
static int matrix_articles(lua_State *L);
static int matrix_similar(lua_State *L);
static int matrix_write(lua_State *L);
static int matrix_text(lua_State *L);

static const luaL_Reg matrix_fields[] = {{"rows", matrix_rows},
                                         {"columns", matrix_columns},
                                         {"entries", matrix_entries},
                                         {"weight", matrix_weight},
                                         {NULL, NULL}};

static const luaL_Reg matrix_methods[] = {{"words", matrix_words},
                                          {"articles", matrix_articles},
                                          {"similar", matrix_similar},
                                          {"write", matrix_write},
                                          {NULL, NULL}};

static const luaL_Reg matrix_operators[] = {
    {"__gc", matrix_free}, {"__len", matrix_rows}, {"__tostring", matrix_text}, {NULL, NULL}};

static const bs_lua_class matrix_class = {
    .name = "broadsheet.matrix",
    .fields = matrix_fields,
    .methods = matrix_methods,
    .operators = matrix_operators,
};

bs_matrix **bs_matrix_push(lua_State *L)
{
    return bs_box_push(L, &matrix_class);
}

static bs_matrix *check_matrix(lua_State *L, int arg)
{
    bs_matrix **box = bs_lua_class_check(L, arg, &matrix_class);
    luaL_argcheck(L, *box, arg, "matrix was never made");
    return *box;
}

int bs_matrix_give(lua_State *L, bs_status status, const bs_error *error)
{
    bs_lua_check(L, status, error);
    bs_lua_account(L, bs_matrix_bytes(check_matrix(L, -1)));
    return 1;
}

static int matrix_free(lua_State *L)
{
    bs_matrix **box = bs_lua_class_check(L, 1, &matrix_class);
    bs_matrix_free(*box);
    *box = NULL;
    return 0;
}

static int matrix_rows(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)bs_matrix_row_count(check_matrix(L, 1)));
    return 1;
}

static int matrix_columns(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)bs_matrix_column_count(check_matrix(L, 1)));
    return 1;
}

static int matrix_entries(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)bs_matrix_entry_count(check_matrix(L, 1)));
    return 1;
}

static int matrix_weight(lua_State *L)
{
    bs_lua_push(L, bs_matrix_weight_name(check_matrix(L, 1)));
    return 1;
}

static int matrix_text(lua_State *L)
{
    const bs_matrix *matrix = check_matrix(L, 1);
    bs_str weight = bs_matrix_weight_name(matrix);
    lua_pushfstring(L, "%I articles by %I words, %I entries, %s",
                    (lua_Integer)bs_matrix_row_count(matrix),
                    (lua_Integer)bs_matrix_column_count(matrix),
                    (lua_Integer)bs_matrix_entry_count(matrix), weight.data);
    return 1;
}

/* The row of the article at `arg`. */
static size_t check_row(lua_State *L, const bs_matrix *matrix, int arg)
{
    const bs_article_box *article = bs_article_check(L, arg);
    size_t row = SIZE_MAX;
    if (article->corpus == bs_matrix_corpus(matrix))
        row = bs_matrix_row_of(matrix, article->index);
    luaL_argcheck(L, row != SIZE_MAX, arg, "the article is not in the matrix");
    return row;
}

/* Matrix:words() -> Table of columns; Matrix:words(article) -> Table of its words and weights */
static int matrix_words(lua_State *L)
{
    const bs_matrix *matrix = check_matrix(L, 1);
    lua_settop(L, 2);
    bs_error error;
    bs_status status;
    if (lua_isnil(L, 2)) {
        status = bs_matrix_words(matrix, bs_table_push(L), &error);
    } else {
        size_t row = check_row(L, matrix, 2);
        status = bs_matrix_row_words(matrix, row, bs_table_push(L), &error);
    }
    return bs_table_give(L, status, &error);
}

/* Matrix:articles() -> Table of rows */
static int matrix_articles(lua_State *L)
{
    const bs_matrix *matrix = check_matrix(L, 1);
    bs_error error;
    bs_status status = bs_matrix_articles(matrix, bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Matrix:similar(article, { limit }) -> Table */
static int matrix_similar(lua_State *L)
{
    static const char *const known[] = {"limit", NULL};
    const bs_matrix *matrix = check_matrix(L, 1);
    size_t row = check_row(L, matrix, 2);
    lua_settop(L, 3);
    bs_options_check(L, 3, known, false);
    lua_Integer limit = bs_option_integer(L, 3, "limit", 0, 0, UINT32_MAX);
    bs_error error;
    bs_status status = bs_matrix_similar(
        matrix, row, (size_t)limit, bs_script_progress(bs_script_of(L)), bs_table_push(L), &error);
    return bs_table_give(L, status, &error);
}

/* Matrix:write(path) -> true, or nil and a message */
static int matrix_write(lua_State *L)
{
    const bs_matrix *matrix = check_matrix(L, 1);
    const char *path = luaL_checkstring(L, 2);
    bs_error error;
    if (bs_matrix_write(matrix, path, bs_script_progress(bs_script_of(L)), &error) != BS_OK)
        return bs_lua_fail(L, &error);
    lua_pushboolean(L, 1);
    return 1;
}

void bs_open_matrix(lua_State *L)
{
    bs_lua_class_open(L, &matrix_class);
}
