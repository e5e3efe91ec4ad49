/* gazetteer_rows.c - rows of lexicons become entities and names in the trie. */
#include "annotate/gazetteer.h"
#include "annotate/lexicon.h"
#include "annotate/normalise.h"
#include "base/error.h"
#include "base/file.h"
#include "base/hash.h"
#include "text/day.h"
#include "text/fold.h"

static const char *const ID_PREFIXES[BS_ENTITY_TYPES] = {
    "person", "org", "country", "place", "event", "programme", "document", "other",
};

typedef struct row_context {
    bs_gazetteer *gazetteer;
    bool is_user, has_off;
} row_context;

bs_str bs_entity_id(bs_arena *arena, bs_entity_type type, bs_str name)
{
    bs_str slug = bs_slug(arena, name);
    if (!slug.data)
        return slug;
    size_t size = strlen(ID_PREFIXES[type]);
    char *id = bs_arena_alloc(arena, size + slug.size + 2);
    if (!id)
        return (bs_str){0};
    memcpy(id, ID_PREFIXES[type], size);
    id[size++] = ':';
    memcpy(id + size, slug.data, slug.size);
    id[size + slug.size] = '\0';
    return (bs_str){id, size + slug.size};
}

/* The entity of a row, new or met before; `*index` is its place in `known`. */
static bs_status find_entity(bs_gazetteer *gazetteer, bs_entity_type type, bs_str id, bs_str name,
                             uint32_t *index, bs_error *error)
{
    bs_arena *arena = &gazetteer->arena;
    char *type_text = bs_arena_alloc(arena, name.size + 1); /* the type, then the name */
    if (!type_text)
        return bs_fail_memory(error);
    type_text[0] = (char)('0' + type);
    memcpy(type_text + 1, name.data, name.size);
    bs_str type_name = {type_text, name.size + 1};
    bool is_new = true;
    bs_map_entry *name_entry = NULL;
    if (!id.data) {
        name_entry = bs_map_add(&gazetteer->type_names, type_name, &is_new);
        if (!name_entry)
            return bs_fail_memory(error);
        if (!is_new) {
            *index = (uint32_t)name_entry->value;
            return BS_OK;
        }
        id = bs_entity_id(arena, type, name);
        if (!id.data)
            return bs_fail_memory(error);
    }
    bs_map_entry *id_entry = bs_map_add(&gazetteer->ids, id, &is_new);
    if (!id_entry)
        return bs_fail_memory(error);
    if (is_new) {
        bs_known *known = bs_array_push(&gazetteer->known);
        if (!known)
            return bs_fail_memory(error);
        *known = (bs_known){.entity = {.id = id, .type = type, .name = name},
                            .next_family = BS_NONE,
                            .first_day = INT32_MIN};
        id_entry->value = gazetteer->known.count - 1;
        if (!name_entry) {
            bool is_first;
            name_entry = bs_map_add(&gazetteer->type_names, type_name, &is_first);
            if (!name_entry)
                return bs_fail_memory(error);
            if (!is_first)
                name_entry = NULL; /* the name leads to another entity already */
        }
    }
    *index = (uint32_t)id_entry->value;
    if (name_entry)
        name_entry->value = *index;
    return BS_OK;
}

/* One more item at the end of a short list in the arena, which is mostly of one. */
static bool grow_list(bs_arena *arena, void **items, size_t count, size_t *capacity, size_t width)
{
    if (count < *capacity)
        return true;
    size_t wanted = *capacity > 0 ? *capacity * 2 : 1;
    void *grown = bs_arena_array(arena, wanted, width);
    if (!grown)
        return false;
    if (count > 0)
        memcpy(grown, *items, count * width);
    *items = grown;
    *capacity = wanted;
    return true;
}

#define PUSH(gazetteer, list)                                                                  \
    (grow_list(&(gazetteer)->arena, (void **)&(list)->items, (list)->count, &(list)->capacity, \
               sizeof *(list)->items)                                                          \
         ? &(list)->items[(list)->count++]                                                     \
         : NULL)

static bool has_name(const bs_known *known, bs_str name)
{
    for (size_t index = 0; index < known->names.count; index++)
        if (bs_str_equal(known->names.items[index], name))
            return true;
    return false;
}

static bs_status add_phrase(bs_gazetteer *gazetteer, uint32_t known, bs_str text,
                            bs_mention_kind kind, bool is_user, bs_error *error)
{
    bs_phrase phrase;
    uint32_t node;
    bs_status status = bs_gazetteer_cut(gazetteer, text, &phrase, error);
    if (status != BS_OK || phrase.count == 0)
        return status;
    status = bs_gazetteer_add_path(gazetteer, phrase.words, phrase.count, &node, error);
    if (status != BS_OK)
        return status;

    bs_name name = {.known = known,
                    .next = BS_NONE,
                    .capitals = phrase.capitals,
                    .uppers = phrase.uppers,
                    .kind = (uint8_t)kind,
                    .is_user = is_user};
    uint32_t *link = &gazetteer->firsts.items[node];
    while (*link != BS_NONE) {
        bs_name *other = &gazetteer->names.items[*link];
        if (other->known == known && other->capitals == name.capitals &&
            other->uppers == name.uppers) {
            other->is_user |= is_user;
            return BS_OK; /* there already, by its first kind */
        }
        link = &other->next;
    }
    *link = (uint32_t)gazetteer->names.count;
    bs_name *slot = bs_array_push(&gazetteer->names); /* `link` may dangle from here on */
    if (!slot)
        return bs_fail_memory(error);
    *slot = name;
    return BS_OK;
}

/* "US" gives "U.S." and "U.S"; "U.S." gives "US". Nothing for anything else. */
static size_t dotted_forms(bs_str text, char forms[2][16], bs_str variants[2])
{
    size_t letters = 0, dots = 0;
    for (size_t at = 0; at < text.size; at++) {
        letters += text.data[at] >= 'A' && text.data[at] <= 'Z';
        dots += text.data[at] == '.';
    }
    if (letters < 2 || letters > 4 || letters + dots != text.size)
        return 0;
    size_t size = 0;
    if (dots > 0) {
        for (size_t at = 0; at < text.size; at++)
            if (text.data[at] != '.')
                forms[0][size++] = text.data[at];
        variants[0] = (bs_str){forms[0], size};
        return 1;
    }
    for (size_t at = 0; at < text.size; at++) {
        forms[0][size++] = text.data[at];
        forms[0][size++] = '.';
    }
    memcpy(forms[1], forms[0], size);
    variants[0] = (bs_str){forms[0], size};
    variants[1] = (bs_str){forms[1], size - 1};
    return 2;
}

static bs_status add_name(bs_gazetteer *gazetteer, uint32_t index, bs_str text,
                          bs_mention_kind kind, bool is_user, bs_error *error)
{
    text = bs_str_trim(text);
    if (text.size == 0)
        return BS_OK;
    bs_known *known = &gazetteer->known.items[index];
    if (kind != BS_MENTION_DEMONYM && !has_name(known, text)) {
        bs_str *slot = PUSH(gazetteer, &known->names);
        if (!slot)
            return bs_fail_memory(error);
        *slot = text;
    }
    bs_status status = add_phrase(gazetteer, index, text, kind, is_user, error);
    char forms[2][16];
    bs_str variants[2];
    size_t count = dotted_forms(text, forms, variants);
    for (size_t at = 0; status == BS_OK && at < count; at++)
        status = add_phrase(gazetteer, index, variants[at],
                            kind == BS_MENTION_DEMONYM ? kind : BS_MENTION_ACRONYM, is_user, error);
    return status;
}

static bs_status add_names(bs_gazetteer *gazetteer, uint32_t index, bs_str list,
                           bs_mention_kind kind, bool is_user, bs_error *error)
{
    bs_str piece;
    bs_status status = BS_OK;
    while (status == BS_OK && bs_str_cut(&list, '|', &piece))
        status = add_name(gazetteer, index, piece, kind, is_user, error);
    return status;
}

static bs_status add_attribute(bs_gazetteer *gazetteer, bs_known *known, bs_str name, bs_str value,
                               bool is_user, bs_error *error)
{
    for (size_t index = 0; index < known->attributes.count; index++) {
        bs_attribute *attribute = &known->attributes.items[index];
        if (bs_str_equal(attribute->name, name)) {
            if (is_user)
                attribute->value = value;
            return BS_OK;
        }
    }
    bs_attribute *slot = PUSH(gazetteer, &known->attributes);
    if (!slot)
        return bs_fail_memory(error);
    *slot = (bs_attribute){name, value};
    return BS_OK;
}

static bs_status read_day(const bs_lexicon_row *row, bs_str text, bool is_end, int32_t *day,
                          bs_error *error)
{
    *day = is_end ? INT32_MAX : INT32_MIN;
    bs_date date;
    if (text.size == 0)
        return BS_OK;
    if (!bs_date_from(text, &date))
        return bs_fail(error, BS_BAD_DATA, "%s: row %llu: %.*s is no date like 2024-07-09",
                       row->path, (unsigned long long)row->number, BS_STR_ARG(text));
    *day = is_end ? bs_date_end_day(date) : bs_date_first_day(date);
    return BS_OK;
}

/* Office holders have terms; of anything else `from` and `to` are attributes. */
static bs_status add_term(bs_gazetteer *gazetteer, const bs_lexicon_row *row, bs_known *known,
                          bool is_user, bs_error *error)
{
    bs_term term = {
        .office = bs_lexicon_cell(row, BS_LEXICON_OFFICE),
        .country = bs_lexicon_cell(row, BS_LEXICON_COUNTRY),
        .from = bs_lexicon_cell(row, BS_LEXICON_FROM),
        .to = bs_lexicon_cell(row, BS_LEXICON_TO),
    };
    bs_status status = read_day(row, term.from, false, &term.first_day, error);
    if (status == BS_OK)
        status = read_day(row, term.to, true, &term.end_day, error);
    if (status == BS_OK && known->entity.type != BS_ENTITY_PERSON) {
        if (known->first_day == INT32_MIN)
            known->first_day = term.first_day;
        if (term.from.data)
            status = add_attribute(gazetteer, known, BS_STR("from"), term.from, is_user, error);
        if (status == BS_OK && term.to.data)
            status = add_attribute(gazetteer, known, BS_STR("to"), term.to, is_user, error);
        return status;
    }
    if (status != BS_OK || (!term.office.data && !term.from.data && !term.to.data))
        return status;
    bs_term *slot = PUSH(gazetteer, &known->terms);
    if (!slot)
        return bs_fail_memory(error);
    *slot = term;
    return BS_OK;
}

static bs_status add_family(bs_gazetteer *gazetteer, uint32_t index, bs_str family, bs_error *error)
{
    bs_known *known = &gazetteer->known.items[index];
    if (!family.data || known->family.data)
        return BS_OK;
    known->family = family;
    bs_buffer fold = {0};
    bs_str key;
    bs_status status = bs_fold(family, &fold, error);
    if (status == BS_OK)
        status = bs_word_key(bs_buffer_str(&fold), &gazetteer->scratch, &key, error);
    if (status == BS_OK) {
        key = bs_arena_copy(&gazetteer->arena, key);
        bs_map_entry *entry = key.data ? bs_map_add(&gazetteer->families, key, NULL) : NULL;
        if (entry) {
            known->next_family = entry->value ? (uint32_t)(entry->value - 1) : BS_NONE;
            entry->value = (uint64_t)index + 1;
        } else {
            status = bs_fail_memory(error);
        }
    }
    bs_buffer_clear(&fold);
    return status;
}

/* Takes the bundled names of these words out of the trie: all, or those of entities that are off.
 */
static void drop_names(bs_gazetteer *gazetteer, uint32_t node, bool is_all)
{
    uint32_t *link = &gazetteer->firsts.items[node];
    while (*link != BS_NONE) {
        const bs_name *name = &gazetteer->names.items[*link];
        if (!name->is_user && (is_all || gazetteer->known.items[name->known].is_off))
            *link = name->next;
        else
            link = &gazetteer->names.items[*link].next;
    }
}

/* A row of the type "off": what the bundled lexicons have by its name, or by its id, is not
 * matched. The latter are looked for when all rows are read. */
static bs_status switch_off(row_context *state, const bs_lexicon_row *row, bs_error *error)
{
    bs_gazetteer *gazetteer = state->gazetteer;
    bs_str id = bs_lexicon_cell(row, BS_LEXICON_ID);
    if (id.data) {
        const bs_map_entry *entry = bs_map_find(&gazetteer->ids, id);
        if (entry)
            gazetteer->known.items[entry->value].is_off = state->has_off = true;
        return BS_OK;
    }
    bs_phrase phrase;
    uint32_t node = 0;
    bs_status status =
        bs_gazetteer_cut(gazetteer, bs_lexicon_cell(row, BS_LEXICON_NAME), &phrase, error);
    if (status == BS_OK && phrase.count > 0)
        status = bs_gazetteer_add_path(gazetteer, phrase.words, phrase.count, &node, error);
    if (status == BS_OK && phrase.count > 0)
        drop_names(gazetteer, node, true);
    return status;
}

static bs_status take_row(void *context, const bs_lexicon_row *row, bs_error *error)
{
    row_context *state = context;
    bs_gazetteer *gazetteer = state->gazetteer;
    bs_str name = bs_lexicon_cell(row, BS_LEXICON_NAME);
    bs_str type_name = bs_lexicon_cell(row, BS_LEXICON_TYPE);
    bs_entity_type type;
    if (state->is_user && bs_str_equal(type_name, BS_STR("off")))
        return switch_off(state, row, error);
    if (!name.data)
        return bs_fail(error, BS_BAD_DATA, "%s: row %llu: no name", row->path,
                       (unsigned long long)row->number);
    if (!type_name.data || !bs_entity_type_from(type_name, &type))
        return bs_fail(error, BS_BAD_DATA,
                       "%s: row %llu: %.*s is no type of entity (person, organization, country, "
                       "place, event, programme, document, other)",
                       row->path, (unsigned long long)row->number, BS_STR_ARG(type_name));

    uint32_t index = 0;
    bs_status status =
        find_entity(gazetteer, type, bs_lexicon_cell(row, BS_LEXICON_ID), name, &index, error);
    const struct {
        bs_str list;
        bs_mention_kind kind;
    } lists[] = {
        {bs_lexicon_cell(row, BS_LEXICON_ACRONYM), BS_MENTION_ACRONYM},
        {bs_lexicon_cell(row, BS_LEXICON_NAMES), BS_MENTION_NAME},
        {bs_lexicon_cell(row, BS_LEXICON_DEMONYMS), BS_MENTION_DEMONYM},
    };
    if (status == BS_OK)
        status = add_name(gazetteer, index, name, BS_MENTION_NAME, state->is_user, error);
    for (size_t list = 0; status == BS_OK && list < sizeof lists / sizeof *lists; list++)
        if (lists[list].list.data)
            status = add_names(gazetteer, index, lists[list].list, lists[list].kind, state->is_user,
                               error);
    if (status != BS_OK)
        return status;

    bs_known *known = &gazetteer->known.items[index];
    size_t terms_before = known->terms.count;
    status = add_term(gazetteer, row, known, state->is_user, error);
    bool is_term = known->terms.count > terms_before;
    for (size_t column = 0; status == BS_OK && column < row->count; column++)
        if (row->cells[column].data &&
            row->kinds[column] >= (is_term ? BS_LEXICON_FAMILY_NAME : BS_LEXICON_OFFICE))
            status = add_attribute(gazetteer, known, row->columns[column], row->cells[column],
                                   state->is_user, error);
    if (status == BS_OK && type == BS_ENTITY_PERSON)
        status = add_family(gazetteer, index, bs_lexicon_cell(row, BS_LEXICON_FAMILY_NAME), error);
    return status;
}

bs_status bs_gazetteer_add_file(bs_gazetteer *gazetteer, const char *path, bool is_user,
                                bs_error *error)
{
    row_context context = {gazetteer, is_user, false};
    bs_status status =
        bs_lexicon_read(path, &gazetteer->arena, &gazetteer->digest, take_row, &context, error);
    if (status != BS_OK)
        return status;
    for (size_t node = 0; context.has_off && node < gazetteer->firsts.count; node++)
        drop_names(gazetteer, (uint32_t)node, false);
    for (size_t index = 0; index < gazetteer->known.count; index++) {
        bs_known *known = &gazetteer->known.items[index];
        known->entity.names = known->names.items;
        known->entity.name_count = known->names.count;
        known->entity.attributes = known->attributes.items;
        known->entity.attribute_count = known->attributes.count;
    }
    return BS_OK;
}

bs_status bs_gazetteer_add_hints(bs_gazetteer *gazetteer, const char *path, bs_error *error)
{
    bs_str contents, line;
    bs_status status =
        bs_file_read(path, BS_LEXICON_BYTES_MAX, &gazetteer->arena, &contents, error);
    if (status != BS_OK)
        return status;
    gazetteer->digest = bs_hash_seeded(contents, gazetteer->digest);
    bs_known *known = bs_array_push(&gazetteer->known);
    if (!known)
        return bs_fail_memory(error);
    *known = (bs_known){
        .entity = {.type = BS_ENTITY_ORGANIZATION}, .next_family = BS_NONE, .first_day = INT32_MIN};
    gazetteer->hint = (uint32_t)(gazetteer->known.count - 1);
    while (status == BS_OK && bs_str_cut(&contents, '\n', &line)) {
        line = bs_str_trim(line);
        if (line.size > 0 && line.data[0] != '#')
            status = add_phrase(gazetteer, gazetteer->hint, line, BS_MENTION_NAME, false, error);
    }
    return status;
}
