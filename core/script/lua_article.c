/*
 * lua_article.c - articles: their facts, and iterators over what stands off from their text.
 *
 * An article is a place in a corpus, which it retains. A span (mention, quotation, ..) is a row of
 * a shard, with its article as user value 1.
 */
#include <math.h>

#include "corpus/cite.h"
#include "corpus/families.h"
#include "read/article.h"
#include "script/lua_selection.h"
#include "script/lua_span.h"
#include "script/modules.h"
#include "script/runtime.h"

static int article_free(lua_State *L);
static int article_equal(lua_State *L);
static int article_text_of(lua_State *L);

static const bs_shard_articles *columns_of(lua_State *L, size_t *row)
{
    const bs_article_box *box = bs_article_check(L, 1);
    *row = box->row;
    return &box->shard->articles;
}

static int push_text(lua_State *L, size_t offset)
{
    size_t row = 0;
    const bs_shard_articles *columns = columns_of(L, &row);
    const bs_text_column *column = (const void *)((const char *)columns + offset);
    bs_lua_push(L, bs_text_at(column, row));
    return 1;
}

static int article_id(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, id));
}

static int article_file(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, file));
}

static int article_url(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, url));
}

static int article_title(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, title));
}

static int article_outlet(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, outlet));
}

static int article_language(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, language));
}

static int article_published(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, published));
}

static int article_text(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, text));
}

/* when a crawler stored the page */
static int article_crawled(lua_State *L)
{
    return push_text(L, offsetof(bs_shard_articles, crawled));
}

static int article_basis(lua_State *L)
{
    size_t row = 0;
    const bs_shard_articles *columns = columns_of(L, &row);
    lua_pushstring(L, bs_basis_name((bs_basis)columns->basis[row]));
    return 1;
}

/* article.byline -> sequence of names */
static int article_byline(lua_State *L)
{
    size_t row = 0;
    const bs_shard_articles *columns = columns_of(L, &row);
    lua_newtable(L);
    for (int32_t i = columns->byline_start[row]; i < columns->byline_start[row + 1]; i++) {
        bs_lua_push(L, bs_text_at(&columns->byline, (size_t)i));
        lua_rawseti(L, -2, (lua_Integer)(i - columns->byline_start[row]) + 1);
    }
    return 1;
}

/* article.family -> the id of the first article of its family, its own when it has no copy; all
 * families are looked for when the first is asked for */
static int article_family(lua_State *L)
{
    const bs_article_box *box = bs_article_check(L, 1);
    const bs_families *families = NULL;
    bs_error error;
    bs_status status =
        bs_corpus_families(box->corpus, bs_script_progress(bs_script_of(L)), &families, &error);
    bs_lua_check(L, status, &error);
    bs_article_ref first = bs_corpus_article_at(box->corpus, families->first[box->index]);
    bs_lua_push(L, bs_text_at(&bs_corpus_shard(box->corpus, first.shard)->articles.id, first.row));
    return 1;
}

/* article:cite(start, stop) -> the evidence id of that stretch, or of the whole text */
static int article_cite(lua_State *L)
{
    const bs_article_box *box = bs_article_check(L, 1);
    bs_str text = bs_text_at(&box->shard->articles.text, box->row);
    lua_Integer start = luaL_optinteger(L, 2, 0);
    lua_Integer stop = luaL_optinteger(L, 3, (lua_Integer)text.size);
    luaL_argcheck(L, start >= 0 && start <= stop && (lua_Unsigned)stop <= text.size, 2,
                  "no stretch of the text");
    return bs_cite_push(L, box, (uint32_t)start, (uint32_t)stop);
}

/* --- iterators --- */

/* Upvalues: article, kind of span, next row, end row, wanted type or -1, wanted entity or nil. */
static int spans_next(lua_State *L)
{
    const bs_article_box *box = bs_article_check(L, lua_upvalueindex(1));
    bs_span_kind kind = (bs_span_kind)lua_tointeger(L, lua_upvalueindex(2));
    lua_Integer row = lua_tointeger(L, lua_upvalueindex(3));
    lua_Integer end = lua_tointeger(L, lua_upvalueindex(4));
    int wanted = (int)lua_tointeger(L, lua_upvalueindex(5));
    bs_str speaker = {NULL, 0};
    if (!lua_isnil(L, lua_upvalueindex(6)))
        speaker = bs_lua_check_str(L, lua_upvalueindex(6));
    while (row < end && !bs_span_is_wanted(box->shard, kind, (uint32_t)row, wanted, speaker))
        row++;
    lua_pushinteger(L, row + 1);
    lua_replace(L, lua_upvalueindex(3));
    if (row >= end)
        return 0;
    bs_span_push(L, lua_upvalueindex(1), kind, (uint32_t)row);
    return 1;
}

static int push_spans(lua_State *L, bs_span_kind kind, int wanted, bs_str speaker)
{
    const bs_article_box *box = bs_article_check(L, 1);
    uint32_t start = 0, end = 0;
    bs_span_rows(box->shard, box->row, kind, &start, &end);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, kind);
    lua_pushinteger(L, start);
    lua_pushinteger(L, end);
    lua_pushinteger(L, wanted);
    bs_lua_push(L, speaker);
    lua_pushcclosure(L, spans_next, 6);
    return 1;
}

static const bs_str ANYBODY = {NULL, 0};

static int article_segments(lua_State *L)
{
    return push_spans(L, BS_SPAN_SEGMENT, -1, ANYBODY);
}

static int article_sentences(lua_State *L)
{
    return push_spans(L, BS_SPAN_SENTENCE, -1, ANYBODY);
}

static int article_tokens(lua_State *L)
{
    return push_spans(L, BS_SPAN_TOKEN, -1, ANYBODY);
}

static int article_findings(lua_State *L)
{
    return push_spans(L, BS_SPAN_FINDING, -1, ANYBODY);
}

static int article_dates(lua_State *L)
{
    return push_spans(L, BS_SPAN_DATE, -1, ANYBODY);
}

/* article:mentions { type } */
static int article_mentions(lua_State *L)
{
    static const char *const known[] = {"type", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_str name = bs_option_str(L, 2, "type");
    bs_entity_type type = BS_ENTITY_TYPES;
    if (name.data && !bs_entity_type_from(name, &type))
        return luaL_error(L, "there is no type of entity '%s'", name.data);
    return push_spans(L, BS_SPAN_MENTION, name.data ? (int)type : -1, ANYBODY);
}

/* article:quotations { speaker, kind } */
static int article_quotations(lua_State *L)
{
    static const char *const known[] = {"speaker", "kind", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_str name = bs_option_str(L, 2, "kind");
    bs_quotation_kind kind = BS_QUOTATION_KINDS;
    if (name.data && !bs_quotation_kind_from(name, &kind))
        return luaL_error(L, "there is no kind of quotation '%s'", name.data);
    bs_str speaker = bs_option_entity(L, 2, "speaker");
    return push_spans(L, BS_SPAN_QUOTATION, name.data ? (int)kind : -1, speaker);
}

/* article:claims { kind } */
static int article_claims(lua_State *L)
{
    static const char *const known[] = {"kind", NULL};
    lua_settop(L, 2);
    bs_options_check(L, 2, known, false);
    bs_str name = bs_option_str(L, 2, "kind");
    bs_claim_kind kind = BS_CLAIM_KINDS;
    if (name.data && !bs_claim_kind_from(name, &kind))
        return luaL_error(L, "there is no kind of claim '%s'", name.data);
    return push_spans(L, BS_SPAN_CLAIM, name.data ? (int)kind : -1, ANYBODY);
}

static const luaL_Reg article_fields[] = {
    {"id", article_id},
    {"file", article_file},
    {"url", article_url},
    {"title", article_title},
    {"byline", article_byline},
    {"outlet", article_outlet},
    {"language", article_language},
    {"published", article_published},
    {"published_basis", article_basis},
    {"crawled", article_crawled},
    {"text", article_text},
    {"family", article_family},
    {NULL, NULL},
};

static const luaL_Reg article_methods[] = {
    {"segments", article_segments},
    {"sentences", article_sentences},
    {"tokens", article_tokens},
    {"mentions", article_mentions},
    {"quotations", article_quotations},
    {"dates", article_dates},
    {"claims", article_claims},
    {"findings", article_findings},
    {"cite", article_cite},
    {NULL, NULL},
};

static const luaL_Reg article_operators[] = {
    {"__gc", article_free}, {"__eq", article_equal}, {"__tostring", article_text_of}, {NULL, NULL}};

static const bs_lua_class article_class = {
    .name = "broadsheet.article",
    .fields = article_fields,
    .methods = article_methods,
    .operators = article_operators,
};

void bs_article_push(lua_State *L, bs_corpus *corpus, size_t index)
{
    bs_article_box *box = lua_newuserdatauv(L, sizeof *box, 0);
    memset(box, 0, sizeof *box);
    bs_lua_class_set(L, &article_class);
    bs_article_ref ref = bs_corpus_article_at(corpus, index);
    *box = (bs_article_box){bs_corpus_retain(corpus), index, bs_corpus_shard(corpus, ref.shard),
                            ref.row};
}

const bs_article_box *bs_article_check(lua_State *L, int arg)
{
    const bs_article_box *box = bs_lua_class_check(L, arg, &article_class);
    luaL_argcheck(L, box->corpus, arg, "article is gone");
    return box;
}

static int article_free(lua_State *L)
{
    bs_article_box *box = bs_lua_class_check(L, 1, &article_class);
    bs_corpus_close(box->corpus);
    box->corpus = NULL;
    return 0;
}

static int article_equal(lua_State *L)
{
    const bs_article_box *a = bs_article_check(L, 1), *b = bs_article_check(L, 2);
    lua_pushboolean(L, a->corpus == b->corpus && a->index == b->index);
    return 1;
}

static int article_text_of(lua_State *L)
{
    const bs_article_box *box = bs_article_check(L, 1);
    const bs_shard_articles *articles = &box->shard->articles;
    lua_pushliteral(L, "article ");
    bs_lua_push(L, bs_text_at(&articles->id, box->row));
    lua_pushliteral(L, " ");
    bs_str published = bs_text_at(&articles->published, box->row);
    bs_lua_push(L, published.data ? published : BS_STR("undated"));
    lua_pushliteral(L, " ");
    bs_str title = bs_text_at(&articles->title, box->row);
    bs_lua_push(L, title.data ? title : BS_STR("(no title)"));
    lua_concat(L, 6);
    return 1;
}

void bs_open_article(lua_State *L)
{
    bs_lua_class_open(L, &article_class);
    bs_open_spans(L);
}
