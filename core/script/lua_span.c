/*
 * lua_span.c - segments, sentences, tokens, mentions, quotations, dates, claims and findings.
 *
 * All have text, start, stop, sentence, article and cite(); each kind has its own facts besides.
 * Written out as strings they are their text.
 */
#include "script/lua_span.h"

#include "corpus/cite.h"
#include "corpus/scope.h"
#include "script/bind.h"
#include "text/segment.h"

typedef struct span_box {
    uint8_t kind;
    uint32_t row;
} span_box;

static const bs_lua_class *const span_classes[BS_SPAN_KINDS];

/* A span looked up: its article is left on the stack. */
typedef struct span {
    bs_span_kind kind;
    uint32_t row;
    const bs_article_box *article;
    const bs_shard *shard;
} span;

static span check_span(lua_State *L)
{
    const span_box *box = lua_touserdata(L, 1);
    if (box && lua_rawlen(L, 1) == sizeof *box && box->kind < BS_SPAN_KINDS)
        box = bs_lua_class_test(L, 1, span_classes[box->kind]); /* one look-up, not one a kind */
    else
        box = NULL;
    luaL_argexpected(L, box, 1, "part of an article");
    lua_getiuservalue(L, 1, 1);
    const bs_article_box *article = bs_article_check(L, -1);
    return (span){(bs_span_kind)box->kind, box->row, article, article->shard};
}

void bs_span_push(lua_State *L, int article, bs_span_kind kind, uint32_t row)
{
    lua_pushvalue(L, article);
    span_box *box = lua_newuserdatauv(L, sizeof *box, 1);
    *box = (span_box){(uint8_t)kind, row};
    lua_insert(L, -2);
    lua_setiuservalue(L, -2, 1);
    bs_lua_class_set(L, span_classes[kind]);
}

void bs_span_rows(const bs_shard *shard, size_t article, bs_span_kind kind, uint32_t *start,
                  uint32_t *end)
{
    const bs_shard_articles *of = &shard->articles;
    const uint32_t *const starts[BS_SPAN_KINDS] = {
        of->segment_start,   of->sentence_start, of->token_start, of->mention_start,
        of->quotation_start, of->date_start,     of->claim_start, of->finding_start};
    *start = starts[kind][article];
    *end = starts[kind][article + 1];
}

static bs_str text_of(const bs_shard *shard, size_t article)
{
    return bs_text_at(&shard->articles.text, article);
}

static void bounds(const bs_shard *shard, size_t article, bs_span_kind kind, uint32_t row,
                   uint32_t *start, uint32_t *end)
{
    bs_range bytes;
    *start = *end = 0;
    switch (kind) {
    case BS_SPAN_SEGMENT:
        *start = shard->segments.start[row], *end = shard->segments.end[row];
        break;
    case BS_SPAN_SENTENCE:
        *start = shard->sentences.start[row], *end = shard->sentences.end[row];
        break;
    case BS_SPAN_TOKEN:
        bytes = bs_bytes_of_tokens(shard, article, row, row + 1);
        *start = bytes.start, *end = bytes.end;
        break;
    case BS_SPAN_MENTION:
        *start = shard->mentions.start[row], *end = shard->mentions.end[row];
        break;
    case BS_SPAN_QUOTATION: {
        const bs_shard_quotations *quotations = &shard->quotations;
        int32_t first = quotations->part_start[row], last = quotations->part_start[row + 1] - 1;
        if (first < last) {
            *start = quotations->parts[first];
            *end = quotations->parts[last];
        }
        break;
    }
    case BS_SPAN_DATE:
        *start = shard->dates.start[row], *end = shard->dates.end[row];
        break;
    case BS_SPAN_CLAIM:
        *start = shard->claims.start[row], *end = shard->claims.end[row];
        break;
    case BS_SPAN_FINDING:
        *start = shard->findings.start[row], *end = shard->findings.end[row];
        break;
    case BS_SPAN_KINDS:
        break;
    }
}

static bs_str entity_id(const bs_shard *shard, uint32_t entity)
{
    return entity == BS_NONE ? (bs_str){NULL, 0} : bs_text_at(&shard->entities.id, entity);
}

static bool is_speaker(const bs_shard *shard, uint32_t row, bs_str speaker)
{
    const bs_shard_quotations *quotations = &shard->quotations;
    uint32_t entity = quotations->speaker[row];
    if (entity != BS_NONE &&
        (bs_str_equal(entity_id(shard, entity), speaker) ||
         bs_str_equal_nocase(bs_text_at(&shard->entities.name, entity), speaker)))
        return true;
    bs_str words = bs_text_at(&quotations->speaker_text, row);
    return words.data && bs_str_equal_nocase(words, speaker);
}

bool bs_span_is_wanted(const bs_shard *shard, bs_span_kind kind, uint32_t row, int wanted,
                       bs_str speaker)
{
    if (kind == BS_SPAN_QUOTATION && speaker.data && !is_speaker(shard, row, speaker))
        return false;
    if (wanted < 0)
        return true;
    switch (kind) {
    case BS_SPAN_MENTION:
        return shard->mentions.type[row] == wanted;
    case BS_SPAN_QUOTATION:
        return shard->quotations.kind[row] == wanted;
    case BS_SPAN_CLAIM:
        return shard->claims.kind[row] == wanted;
    default:
        return true;
    }
}

/* --- what all have --- */

static int span_start(lua_State *L)
{
    span of = check_span(L);
    uint32_t start = 0, end = 0;
    bounds(of.shard, of.article->row, of.kind, of.row, &start, &end);
    lua_pushinteger(L, start);
    return 1;
}

static int span_stop(lua_State *L)
{
    span of = check_span(L);
    uint32_t start = 0, end = 0;
    bounds(of.shard, of.article->row, of.kind, of.row, &start, &end);
    lua_pushinteger(L, end);
    return 1;
}

static void add_stretch(luaL_Buffer *buffer, bs_str text, uint32_t start, uint32_t end)
{
    if (start <= end && end <= text.size)
        luaL_addlstring(buffer, text.data + start, end - start);
}

/* The stretch; of a quotation its parts, with a blank between them. */
static int span_text(lua_State *L)
{
    span of = check_span(L);
    bs_str text = text_of(of.shard, of.article->row);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    if (of.kind == BS_SPAN_QUOTATION) {
        const bs_shard_quotations *quotations = &of.shard->quotations;
        int32_t first = quotations->part_start[of.row], end = quotations->part_start[of.row + 1];
        for (int32_t i = first; i + 1 < end; i += 2) {
            if (i > first)
                luaL_addchar(&buffer, ' ');
            add_stretch(&buffer, text, quotations->parts[i], quotations->parts[i + 1]);
        }
    } else {
        uint32_t start = 0, end = 0;
        bounds(of.shard, of.article->row, of.kind, of.row, &start, &end);
        add_stretch(&buffer, text, start, end);
    }
    luaL_pushresult(&buffer);
    return 1;
}

/* The sentence in which it begins, or nil. */
static int span_sentence(lua_State *L)
{
    span of = check_span(L);
    if (of.kind == BS_SPAN_SENTENCE) {
        lua_pushvalue(L, 1);
        return 1;
    }
    uint32_t start = 0, end = 0, low = 0, high = 0;
    bounds(of.shard, of.article->row, of.kind, of.row, &start, &end);
    bs_span_rows(of.shard, of.article->row, BS_SPAN_SENTENCE, &low, &high);
    uint32_t first = low;
    while (low < high) { /* the last sentence that begins at or before `start` */
        uint32_t middle = low + (high - low) / 2;
        if (of.shard->sentences.start[middle] <= start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == first || of.shard->sentences.end[low - 1] <= start)
        lua_pushnil(L);
    else
        bs_span_push(L, -1, BS_SPAN_SENTENCE, low - 1);
    return 1;
}

static int span_article(lua_State *L)
{
    check_span(L);
    return 1;
}

static int buffer_free(lua_State *L)
{
    bs_buffer *buffer = luaL_checkudata(L, 1, "broadsheet.cite");
    bs_buffer_clear(buffer);
    return 0;
}

int bs_cite_push(lua_State *L, const bs_article_box *box, uint32_t start, uint32_t end)
{
    bs_buffer *buffer = lua_newuserdatauv(L, sizeof *buffer, 0);
    memset(buffer, 0, sizeof *buffer);
    luaL_setmetatable(L, "broadsheet.cite");
    bs_cite(buffer, box->shard, box->row, start, end);
    if (buffer->failed)
        return luaL_error(L, "out of memory");
    bs_lua_push(L, bs_buffer_str(buffer));
    bs_buffer_clear(buffer);
    return 1;
}

/* span:cite() -> its evidence id */
static int span_cite(lua_State *L)
{
    span of = check_span(L);
    uint32_t start = 0, end = 0;
    bounds(of.shard, of.article->row, of.kind, of.row, &start, &end);
    return bs_cite_push(L, of.article, start, end);
}

static int span_equal(lua_State *L)
{
    span a = check_span(L);
    lua_remove(L, 1);
    span b = check_span(L);
    lua_pushboolean(L, a.kind == b.kind && a.row == b.row && a.shard == b.shard);
    return 1;
}

static int span_concat(lua_State *L)
{
    luaL_tolstring(L, 1, NULL);
    luaL_tolstring(L, 2, NULL);
    lua_concat(L, 2);
    return 1;
}

static int push_rule(lua_State *L, const bs_shard *shard, uint16_t rule)
{
    bs_lua_push(L, rule < shard->rule_count ? shard->rules[rule] : (bs_str){NULL, 0});
    return 1;
}

static const luaL_Reg span_methods[] = {{"cite", span_cite}, {NULL, NULL}};

static const luaL_Reg span_operators[] = {
    {"__tostring", span_text}, {"__eq", span_equal}, {"__concat", span_concat}, {NULL, NULL}};

#define SPAN_FIELDS                                                                               \
    {"text", span_text}, {"start", span_start}, {"stop", span_stop}, {"sentence", span_sentence}, \
    {                                                                                             \
        "article", span_article                                                                   \
    }

/* --- segments, sentences, tokens --- */

static int segment_type(lua_State *L)
{
    span of = check_span(L);
    lua_pushstring(L, bs_segment_type_name((bs_segment_type)of.shard->segments.type[of.row]));
    return 1;
}

static int segment_anchor(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->segments.anchor, of.row));
    return 1;
}

static int token_form(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->types.form, of.shard->tokens.type[of.row]));
    return 1;
}

static int token_fold(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->types.fold, of.shard->tokens.type[of.row]));
    return 1;
}

static int token_stem(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->types.stem, of.shard->tokens.type[of.row]));
    return 1;
}

static int token_kind(lua_State *L)
{
    static const char *const names[] = {"word", "number", "punctuation", "symbol", "url", "handle"};
    span of = check_span(L);
    uint8_t kind = of.shard->types.kind[of.shard->tokens.type[of.row]];
    lua_pushstring(L, kind < sizeof names / sizeof *names ? names[kind] : NULL);
    return 1;
}

static const luaL_Reg segment_fields[] = {
    SPAN_FIELDS, {"type", segment_type}, {"anchor", segment_anchor}, {NULL, NULL}};
static const luaL_Reg sentence_fields[] = {SPAN_FIELDS, {NULL, NULL}};
static const luaL_Reg token_fields[] = {SPAN_FIELDS,          {"form", token_form},
                                        {"fold", token_fold}, {"stem", token_stem},
                                        {"kind", token_kind}, {NULL, NULL}};

/* --- mentions --- */

static int mention_entity(lua_State *L)
{
    span of = check_span(L);
    bs_entity_push(L, of.article->corpus, of.shard, of.shard->mentions.entity[of.row],
                   bs_shard_told(of.shard, of.row));
    return 1;
}

static int mention_type(lua_State *L)
{
    span of = check_span(L);
    lua_pushstring(L, bs_entity_type_name((bs_entity_type)of.shard->mentions.type[of.row]));
    return 1;
}

static int mention_kind(lua_State *L)
{
    span of = check_span(L);
    lua_pushstring(L, bs_mention_kind_name((bs_mention_kind)of.shard->mentions.kind[of.row]));
    return 1;
}

static int mention_rule(lua_State *L)
{
    span of = check_span(L);
    return push_rule(L, of.shard, of.shard->mentions.rule[of.row]);
}

static const luaL_Reg mention_fields[] = {SPAN_FIELDS,
                                          {"entity", mention_entity},
                                          {"type", mention_type},
                                          {"kind", mention_kind},
                                          {"rule", mention_rule},
                                          {NULL, NULL}};

/* --- quotations --- */

/* quotation.parts -> sequence of { start, stop } */
static int quotation_parts(lua_State *L)
{
    span of = check_span(L);
    const bs_shard_quotations *quotations = &of.shard->quotations;
    int32_t first = quotations->part_start[of.row], end = quotations->part_start[of.row + 1];
    lua_newtable(L);
    for (int32_t i = first; i + 1 < end; i += 2) {
        lua_createtable(L, 2, 0);
        lua_pushinteger(L, quotations->parts[i]);
        lua_rawseti(L, -2, 1);
        lua_pushinteger(L, quotations->parts[i + 1]);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (lua_Integer)(i - first) / 2 + 1);
    }
    return 1;
}

static int quotation_kind(lua_State *L)
{
    span of = check_span(L);
    lua_pushstring(L, bs_quotation_kind_name((bs_quotation_kind)of.shard->quotations.kind[of.row]));
    return 1;
}

static int quotation_attribution(lua_State *L)
{
    span of = check_span(L);
    lua_pushstring(L,
                   bs_attribution_name((bs_attribution)of.shard->quotations.attribution[of.row]));
    return 1;
}

static int quotation_speaker(lua_State *L)
{
    span of = check_span(L);
    bs_entity_push(L, of.article->corpus, of.shard, of.shard->quotations.speaker[of.row],
                   (bs_str){NULL, 0});
    return 1;
}

static int quotation_speaker_text(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->quotations.speaker_text, of.row));
    return 1;
}

/* quotation.cue -> the verb, or nil */
static int quotation_cue(lua_State *L)
{
    span of = check_span(L);
    uint32_t start = of.shard->quotations.cue_start[of.row];
    uint32_t end = of.shard->quotations.cue_end[of.row];
    bs_str text = text_of(of.shard, of.article->row);
    if (start < end && end <= text.size)
        bs_lua_push(L, bs_str_slice(text, start, end));
    else
        lua_pushnil(L);
    return 1;
}

static int quotation_rule(lua_State *L)
{
    span of = check_span(L);
    return push_rule(L, of.shard, of.shard->quotations.rule[of.row]);
}

static const luaL_Reg quotation_fields[] = {SPAN_FIELDS,
                                            {"parts", quotation_parts},
                                            {"kind", quotation_kind},
                                            {"attribution", quotation_attribution},
                                            {"speaker", quotation_speaker},
                                            {"speaker_text", quotation_speaker_text},
                                            {"cue", quotation_cue},
                                            {"rule", quotation_rule},
                                            {NULL, NULL}};

/* --- dates, findings --- */

static int date_type(lua_State *L)
{
    span of = check_span(L);
    lua_pushstring(L, bs_date_type_name((bs_date_type)of.shard->dates.type[of.row]));
    return 1;
}

static int date_value(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->dates.value, of.row));
    return 1;
}

static int date_mod(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->dates.mod, of.row));
    return 1;
}

static int date_anchor(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->dates.anchor, of.row));
    return 1;
}

static int date_rule(lua_State *L)
{
    span of = check_span(L);
    return push_rule(L, of.shard, of.shard->dates.rule[of.row]);
}

static const luaL_Reg date_fields[] = {
    SPAN_FIELDS,       {"type", date_type},     {"value", date_value},
    {"mod", date_mod}, {"anchor", date_anchor}, {"rule", date_rule},
    {NULL, NULL}};

static int finding_kind(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->findings.kind, of.row));
    return 1;
}

static int finding_message(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push(L, bs_text_at(&of.shard->findings.message, of.row));
    return 1;
}

static const luaL_Reg finding_fields[] = {
    SPAN_FIELDS, {"kind", finding_kind}, {"message", finding_message}, {NULL, NULL}};

/* --- claims --- */

static int claim_kind(lua_State *L)
{
    span of = check_span(L);
    lua_pushstring(L, bs_claim_kind_name((bs_claim_kind)of.shard->claims.kind[of.row]));
    return 1;
}

static int claim_rank(lua_State *L)
{
    span of = check_span(L);
    int64_t rank = of.shard->claims.rank[of.row];
    if (rank > 0)
        lua_pushinteger(L, rank);
    else
        lua_pushnil(L);
    return 1;
}

static int claim_value(lua_State *L)
{
    span of = check_span(L);
    bs_lua_push_number(L, of.shard->claims.value[of.row]);
    return 1;
}

/* claim.stated -> of a topic: false for "was not discussed"; nil of other kinds */
static int claim_stated(lua_State *L)
{
    span of = check_span(L);
    if (of.shard->claims.kind[of.row] == BS_CLAIM_TOPIC)
        lua_pushboolean(L, of.shard->claims.is_stated[of.row]);
    else
        lua_pushnil(L);
    return 1;
}

static int claim_rule(lua_State *L)
{
    span of = check_span(L);
    return push_rule(L, of.shard, of.shard->claims.rule[of.row]);
}

#define CLAIM_TEXT(name)                                            \
    static int claim_##name(lua_State *L)                           \
    {                                                               \
        span of = check_span(L);                                    \
        bs_lua_push(L, bs_text_at(&of.shard->claims.name, of.row)); \
        return 1;                                                   \
    }

CLAIM_TEXT(subject)
CLAIM_TEXT(metric)
CLAIM_TEXT(scope)
CLAIM_TEXT(period)
CLAIM_TEXT(according_to)
CLAIM_TEXT(unit)
CLAIM_TEXT(event)
CLAIM_TEXT(party)
CLAIM_TEXT(person)
CLAIM_TEXT(level)
CLAIM_TEXT(status)
CLAIM_TEXT(topic)

static const luaL_Reg claim_fields[] = {SPAN_FIELDS,
                                        {"kind", claim_kind},
                                        {"subject", claim_subject},
                                        {"rank", claim_rank},
                                        {"value", claim_value},
                                        {"unit", claim_unit},
                                        {"metric", claim_metric},
                                        {"scope", claim_scope},
                                        {"period", claim_period},
                                        {"according_to", claim_according_to},
                                        {"event", claim_event},
                                        {"party", claim_party},
                                        {"person", claim_person},
                                        {"level", claim_level},
                                        {"status", claim_status},
                                        {"topic", claim_topic},
                                        {"stated", claim_stated},
                                        {"rule", claim_rule},
                                        {NULL, NULL}};

/* --- classes --- */

#define SPAN_CLASS(kind)                                                                        \
    static const bs_lua_class kind##_class = {"broadsheet." #kind, kind##_fields, span_methods, \
                                              span_operators,      NULL,          NULL}

SPAN_CLASS(segment);
SPAN_CLASS(sentence);
SPAN_CLASS(token);
SPAN_CLASS(mention);
SPAN_CLASS(quotation);
SPAN_CLASS(date);
SPAN_CLASS(claim);
SPAN_CLASS(finding);

static const bs_lua_class *const span_classes[BS_SPAN_KINDS] = {
    &segment_class,   &sentence_class, &token_class, &mention_class,
    &quotation_class, &date_class,     &claim_class, &finding_class};

void bs_open_spans(lua_State *L)
{
    for (int kind = 0; kind < BS_SPAN_KINDS; kind++)
        bs_lua_class_open(L, span_classes[kind]);
    luaL_newmetatable(L, "broadsheet.cite");
    lua_pushcfunction(L, buffer_free);
    lua_setfield(L, -2, "__gc");
    lua_pop(L, 1);
}
