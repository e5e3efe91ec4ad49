/* html_head.c - metadata of a page, and which of it is believed. */
#include "read/html_page.h"
#include "read/reference.h"

static bool is_name(bs_str name, const char *expected)
{
    return bs_str_equal_nocase(name, bs_str_from(expected));
}

static void set_once(bs_str *field, bs_str value, bs_arena *arena)
{
    if (field->data || !value.data || bs_str_trim(value).size == 0)
        return;
    *field = bs_str_trim(bs_reference_decode_all(value, true, arena));
}

/* The fields of the head that a meta element may fill, by its name, property or itemprop. */
static bs_str *meta_field(bs_html_head *head, bs_str name)
{
    const struct {
        const char *name;
        bs_str *field;
    } fields[] = {
        {"og:title", &head->og_title},
        {"twitter:title", &head->og_title},
        {"og:site_name", &head->site_name},
        {"application-name", &head->publisher},
        {"og:url", &head->og_url},
        {"og:locale", &head->language},
        {"content-language", &head->language},
        {"description", &head->description},
        {"og:description", &head->description},
        {"author", &head->meta_author},
        {"article:author", &head->article_author},
        {"parsely-author", &head->other_author},
        {"sailthru.author", &head->other_author},
        {"dc.creator", &head->other_author},
        {"dcterms.creator", &head->other_author},
        {"byl", &head->other_author},
        {"article:published_time", &head->meta_date},
        {"og:published_time", &head->meta_date},
        {"og:article:published_time", &head->meta_date},
        {"datePublished", &head->item_date},
        {"date", &head->other_date},
        {"pubdate", &head->other_date},
        {"publishdate", &head->other_date},
        {"publish-date", &head->other_date},
        {"publish_date", &head->other_date},
        {"publication_date", &head->other_date},
        {"parsely-pub-date", &head->other_date},
        {"sailthru.date", &head->other_date},
        {"dc.date", &head->other_date},
        {"dc.date.issued", &head->other_date},
        {"dcterms.date", &head->other_date},
        {"dcterms.created", &head->other_date},
        {"dcterms.issued", &head->other_date},
        {"citation_publication_date", &head->other_date},
        {"article_date_original", &head->other_date},
        {"cxenseparse:recs:publishtime", &head->other_date},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (is_name(name, fields[i].name))
            return fields[i].field;
    return NULL;
}

static void take_meta(bs_html_head *head, bs_str attributes, bs_arena *arena)
{
    bs_str name, value, names[4] = {0}, content = {NULL, 0};
    while (bs_html_attribute(&attributes, &name, &value)) {
        if (is_name(name, "property"))
            names[0] = value;
        else if (is_name(name, "name"))
            names[1] = value;
        else if (is_name(name, "itemprop"))
            names[2] = value;
        else if (is_name(name, "http-equiv"))
            names[3] = value;
        else if (is_name(name, "content"))
            content = value;
    }
    for (size_t i = 0; i < 4; i++) {
        bs_str *field = names[i].data ? meta_field(head, bs_str_trim(names[i])) : NULL;
        if (field)
            set_once(field, content, arena);
    }
}

static void take_link(bs_html_head *head, bs_str attributes, bs_arena *arena)
{
    bs_str name, value, href = {NULL, 0};
    bool is_canonical = false;
    while (bs_html_attribute(&attributes, &name, &value)) {
        if (is_name(name, "rel"))
            is_canonical = is_name(value, "canonical");
        else if (is_name(name, "href"))
            href = value;
    }
    if (is_canonical)
        set_once(&head->canonical, href, arena);
}

static bs_str attribute(bs_str attributes, const char *wanted)
{
    bs_str name, value;
    while (bs_html_attribute(&attributes, &name, &value))
        if (is_name(name, wanted))
            return value;
    return (bs_str){NULL, 0};
}

/* <time datetime> tells the date of publication when all of the page agree on one day. */
static void take_time(bs_html_head *head, bs_str attributes, bs_arena *arena)
{
    bs_str value = attribute(attributes, "datetime");
    bs_date date, first;
    if (!value.data || !bs_date_written(value, &date) || date.day == 0)
        return;
    set_once(&head->time_date, value, arena);
    bool is_same = bs_date_written(head->time_date, &first) &&
                   bs_date_first_day(first) == bs_date_first_day(date);
    head->time_count += !is_same; /* times that say otherwise */
    if (attribute(attributes, "pubdate").data ||
        bs_str_find(attributes, BS_STR("pubdate"), 0) != SIZE_MAX)
        set_once(&head->item_date, value, arena);
}

void bs_html_head_take(bs_html_head *head, const bs_html_token *token, bs_arena *arena)
{
    bs_str attributes = token->text;
    if (attributes.size == 0)
        return;
    switch (token->tag) {
    case BS_TAG_META:
        take_meta(head, attributes, arena);
        return;
    case BS_TAG_LINK:
        take_link(head, attributes, arena);
        return;
    case BS_TAG_HTML:
        set_once(&head->language, attribute(attributes, "lang"), arena);
        return;
    case BS_TAG_TIME:
        take_time(head, attributes, arena);
        break;
    default:
        break;
    }
    if (bs_str_find(attributes, BS_STR("datePublished"), 0) == SIZE_MAX)
        return;
    bs_str value = attribute(attributes, "content");
    set_once(&head->item_date, value.data ? value : attribute(attributes, "datetime"), arena);
}

/* --- Belief
 * ---------------------------------------------------------------------------------------- */

/* The title without the name of the site, which stands behind the last bar or dash. */
static bs_str cut_title(bs_str title)
{
    static const char *const bars[] = {" | ",        " - ", " \xe2\x80\x93 ", " \xe2\x80\x94 ",
                                       " \xc2\xbb ", " :: "};
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < sizeof bars / sizeof *bars; i++)
        for (size_t at = 0; (at = bs_str_find(title, bs_str_from(bars[i]), at)) != SIZE_MAX; at++)
            last = last == SIZE_MAX || at > last ? at : last;
    return last == SIZE_MAX || last < 8 ? title : bs_str_trim(bs_str_slice(title, 0, last));
}

static bool contains(bs_str whole, bs_str part)
{
    return whole.data && part.size > 0 && bs_str_find(whole, part, 0) != SIZE_MAX;
}

static bs_str best_title(const bs_html_head *head)
{
    if (head->h1.data && (contains(head->title, head->h1) || contains(head->og_title, head->h1)))
        return head->h1;
    if (head->ld_title.data)
        return head->ld_title;
    if (head->h1.data && head->h1_count == 1)
        return head->h1;
    if (head->og_title.data)
        return head->og_title;
    return head->title.data ? cut_title(head->title) : head->h1;
}

static bool is_address(bs_str value)
{
    return bs_str_find(value, BS_STR("://"), 0) != SIZE_MAX || bs_str_starts(value, BS_STR("www."));
}

/* Names, not addresses, not the site itself. */
static bool is_author(const bs_html_head *head, bs_str value)
{
    return value.size > 1 && value.size <= BS_NAME_BYTES_MAX && !is_address(value) &&
           value.data[0] != '@' && !bs_str_equal_nocase(value, head->site_name);
}

static void take_authors(const bs_html_head *head, bs_reading *reading)
{
    for (size_t i = 0; i < head->ld_author_count; i++)
        if (is_author(head, head->ld_authors[i]))
            bs_reading_add_name(reading, head->ld_authors[i]);
    const bs_str others[] = {head->meta_author, head->article_author, head->other_author,
                             head->seen_author};
    for (size_t i = 0; i < sizeof others / sizeof *others && reading->draft.byline_count == 0; i++)
        if (is_author(head, others[i]))
            bs_reading_add_byline(reading, others[i]);
}

static bs_status take_date(const bs_html_head *head, bs_reading *reading, bs_error *error)
{
    const bs_str metadata[] = {head->ld_date, head->meta_date, head->item_date, head->other_date};
    bs_date date;
    for (size_t i = 0; i < sizeof metadata / sizeof *metadata; i++)
        if (metadata[i].data && bs_date_written(metadata[i], &date))
            return bs_reading_take(reading, BS_KEY_DATE, metadata[i], BS_BASIS_METADATA, error);
    /* A date in the address is surer than one in the page, which may be of something else. */
    if (reading->draft.url.data && bs_date_in_url(reading->draft.url, &date) && date.day > 0)
        return BS_OK;
    if (head->time_date.data && head->time_count == 0)
        return bs_reading_take(reading, BS_KEY_DATE, head->time_date, BS_BASIS_METADATA, error);
    bs_str seen = head->seen_date.data ? head->seen_date : head->time_date;
    return seen.data ? bs_reading_take(reading, BS_KEY_DATE, seen, BS_BASIS_STATED, error) : BS_OK;
}

bs_status bs_html_head_finish(const bs_html_head *head, bs_reading *reading, bs_error *error)
{
    bs_str outlet = head->site_name.data ? head->site_name : head->publisher;
    bs_str url =
        head->canonical.data && is_address(head->canonical) ? head->canonical : head->og_url;
    const struct {
        bs_key key;
        bs_str value;
    } values[] = {
        {BS_KEY_TITLE, best_title(head)},
        {BS_KEY_OUTLET, outlet},
        {BS_KEY_URL, url.data ? url : head->canonical},
        {BS_KEY_LANGUAGE, head->language},
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        bs_status status =
            bs_reading_take(reading, values[i].key, values[i].value, BS_BASIS_METADATA, error);
        if (status != BS_OK)
            return status;
    }
    take_authors(head, reading);
    return take_date(head, reading, error);
}
