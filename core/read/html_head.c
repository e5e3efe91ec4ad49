/* html_head.c - meta and link elements, see html_head.h. */
#include "read/html_head.h"

#include <stddef.h>

#include "base/str.h"
#include "read/reference.h"

static void set_once(bs_str *field, bs_str value, bs_arena *arena)
{
    value = bs_str_trim(value);
    if (!field->data && value.size > 0)
        *field = bs_str_trim(bs_reference_decode_all(value, true, arena));
}

/* The field that a meta element fills, by its name, property or itemprop. */
typedef struct meta_name {
    const char *name;
    uint16_t field; /* offset in the head */
} meta_name;

#define FIELD(name) (uint16_t) offsetof(bs_html_head, name)

static const meta_name fields[] = {
    {"og:title", FIELD(og_title)},
    {"twitter:title", FIELD(other_title)},
    {"parsely-title", FIELD(other_title)},
    {"sailthru.title", FIELD(other_title)},
    {"dc.title", FIELD(other_title)},
    {"og:site_name", FIELD(site_name)},
    {"application-name", FIELD(application)},
    {"apple-mobile-web-app-title", FIELD(application)},
    {"publisher", FIELD(publisher)},
    {"dc.publisher", FIELD(publisher)},
    {"og:url", FIELD(og_url)},
    {"og:type", FIELD(og_type)},
    {"og:locale", FIELD(locale)},
    {"content-language", FIELD(content_language)},
    {"language", FIELD(content_language)},
    {"dc.language", FIELD(content_language)},
    {"description", FIELD(description)},
    {"og:description", FIELD(description)},
    {"article:published_time", FIELD(meta_date)},
    {"article:published", FIELD(meta_date)},
    {"og:published_time", FIELD(meta_date)},
    {"og:article:published_time", FIELD(meta_date)},
    {"og:pubdate", FIELD(meta_date)},
    {"rnews:datepublished", FIELD(meta_date)},
    {"bt:pubdate", FIELD(meta_date)},
    {"datepublished", FIELD(item_date)},
    {"datecreated", FIELD(other_date)},
    {"date", FIELD(other_date)},
    {"pubdate", FIELD(other_date)},
    {"pub_date", FIELD(other_date)},
    {"publishdate", FIELD(other_date)},
    {"publish-date", FIELD(other_date)},
    {"publish_date", FIELD(other_date)},
    {"published_date", FIELD(other_date)},
    {"published-date", FIELD(other_date)},
    {"publication-date", FIELD(other_date)},
    {"publication_date", FIELD(other_date)},
    {"publicationdate", FIELD(other_date)},
    {"date_published", FIELD(other_date)},
    {"parsely-pub-date", FIELD(other_date)},
    {"sailthru.date", FIELD(other_date)},
    {"dc.date", FIELD(other_date)},
    {"dc.date.issued", FIELD(other_date)},
    {"dc.date.created", FIELD(other_date)},
    {"dcterms.date", FIELD(other_date)},
    {"dcterms.created", FIELD(other_date)},
    {"dcterms.issued", FIELD(other_date)},
    {"dcterms.available", FIELD(other_date)},
    {"citation_publication_date", FIELD(other_date)},
    {"citation_date", FIELD(other_date)},
    {"article_date_original", FIELD(other_date)},
    {"article.published", FIELD(other_date)},
    {"article.created", FIELD(other_date)},
    {"originalpublicationdate", FIELD(other_date)},
    {"displaydate", FIELD(other_date)},
    {"doc_date", FIELD(other_date)},
    {"cxenseparse:recs:publishtime", FIELD(other_date)},
    {"cxenseparse:publishtime", FIELD(other_date)},
    {"ptime", FIELD(other_date)},
    {"tdate", FIELD(other_date)},
    {"created", FIELD(other_date)},
};

static const char *const author_names[] = {"author", "dc.creator.author", NULL};
static const char *const other_author_names[] = {
    "article:author",
    "og:article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "article:author_name",
    "citation_author",
    "rbauthors",
    "cxenseparse:author",
    "dc.contributor",
    "article:authors",
    "mrf:authors",
    "authors",
    "byline",
    "article_author",
    NULL,
};

static bool is_one_of(bs_str name, const char *const *names)
{
    for (; *names && name.size > 0; names++)
        if (**names == bs_ascii_lower((unsigned char)name.data[0]) &&
            bs_str_is_nocase(name, *names))
            return true;
    return false;
}

static void add_author(bs_str *authors, size_t *count, bs_str value, bs_arena *arena)
{
    if (*count < BS_LD_AUTHORS_MAX && bs_str_trim(value).size > 0)
        authors[(*count)++] = bs_str_trim(bs_reference_decode_all(value, true, arena));
}

static void take_meta(bs_html_head *head, bs_str name, bs_str content, bs_arena *arena)
{
    name = bs_str_trim(name);
    if (is_one_of(name, author_names)) {
        add_author(head->meta_authors, &head->meta_author_count, content, arena);
        return;
    }
    if (is_one_of(name, other_author_names)) {
        add_author(head->other_authors, &head->other_author_count, content, arena);
        return;
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (name.size > 0 && fields[i].name[0] == bs_ascii_lower((unsigned char)name.data[0]) &&
            bs_str_is_nocase(name, fields[i].name)) {
            bs_str *field = (bs_str *)(void *)((char *)head + fields[i].field);
            set_once(field, content, arena);
            return;
        }
    }
}

void bs_html_head_take(bs_html_head *head, const bs_html_token *token, bs_arena *arena)
{
    static const bs_attribute names[] = {BS_ATTRIBUTE_PROPERTY, BS_ATTRIBUTE_NAME,
                                         BS_ATTRIBUTE_ITEMPROP, BS_ATTRIBUTE_HTTP_EQUIV};
    if (token->tag == BS_TAG_LINK) {
        bs_str rel = bs_html_attribute(token, BS_ATTRIBUTE_REL);
        if (bs_str_equal_nocase(bs_str_trim(rel), BS_STR("canonical")))
            set_once(&head->canonical, bs_html_attribute(token, BS_ATTRIBUTE_HREF), arena);
        return;
    }
    bs_str content = bs_html_attribute(token, BS_ATTRIBUTE_CONTENT);
    if (!content.data)
        return;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (token->given & 1u << names[i])
            take_meta(head, token->attributes[names[i]], content, arena);
}
