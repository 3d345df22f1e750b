#include <config.h>

#include "bench/world.h"

#include "bench/put.h"

#include <stddef.h>

/* --- What they say ------------------------------------------------------ */

enum {
    CHOICES = 8 /* in each of the lists */
};

/* A sentence is an opening, a continuation, and a stop. */
static const struct language {
    const char *locale, *stop;
    const char *names[CHOICES], *cities[CHOICES];
    const char *openings[CHOICES], *continuations[CHOICES];
} languages[] = {
    {
        "zh-CN",
        "。",
        {"王小明", "李娜", "张伟", "刘洋", "陈静", "欧阳晓峰", "赵敏", "黄磊"},
        {"北京", "上海", "广州", "成都", "哈尔滨", "乌鲁木齐", "西安", "武汉"},
        {"这本书写得很好", "我昨天才收到包裹", "质量比想象中好", "价格有点高",
         "客服回复很快", "孩子们都很喜欢", "颜色和图片一样",
         "使用起来非常方便"},
        {"", "，下次还会再来", "，不过包装有些破损", "，物流只用了两天",
         "，已经推荐给朋友了", "，但是说明书看不太懂", "，电池可以用一整天",
         "，总的来说很满意"},
    },
    {
        "ru-RU",
        ".",
        {"Анна Иванова", "Дмитрий Соколов", "Ольга Кузнецова", "Сергей Попов",
         "Мария Лебедева", "Иван Морозов", "Елена Волкова", "Алексей Новиков"},
        {"Москва", "Санкт-Петербург", "Новосибирск", "Екатеринбург", "Казань",
         "Владивосток", "Нижний Новгород", "Самара"},
        {"Книга мне очень понравилась", "Посылка пришла вчера вечером",
         "Качество лучше, чем я ожидал", "Цена немного высокая",
         "Поддержка ответила быстро", "Детям очень нравится",
         "Цвет такой же, как на фото", "Пользоваться очень удобно"},
        {"", ", спасибо большое", ", но упаковка была повреждена",
         ", и доставка заняла два дня", ", поэтому рекомендую всем",
         ", хотя инструкция непонятная", ", так что закажу ещё раз",
         ", и это приятно удивило"},
    },
};

/* As they are, and as a program that writes ASCII only has escaped them. */
static const char *const emoji[CHOICES] = {
    "😀", "👍", "🎉", "🚀", "❤️", "👩‍💻", "🙏", "\\ud83d\\ude02",
};

static const char *pick(struct stream *c, const char *const list[CHOICES])
{
    return list[random_draw(&c->random, CHOICES)];
}

/* --- The fields --------------------------------------------------------- */

static bool put_field(struct buffer *out, const char *key, const char *value)
{
    return put_format(out, ",\"%s\":\"%s\"", key, value);
}

/* One in four is a quotation, and one in four ends with an emoji. */
static bool put_sentence(struct stream *c, struct buffer *out,
                         const struct language *language)
{
    const char *quote = random_draw(&c->random, 4) == 0 ? "\\\"" : "";
    const char *opening = pick(c, language->openings);
    const char *continuation = pick(c, language->continuations);

    return put_format(out, "%s%s%s%s%s", quote, opening, continuation,
                      language->stop, quote) &&
           (random_draw(&c->random, 4) != 0 ||
            (put_text(out, " ") && put_text(out, pick(c, emoji))));
}

/* One or two sentences, which may be two lines. */
static bool put_sentences(struct stream *c, struct buffer *out,
                          const struct language *language, const char *key)
{
    bool ok = put_format(out, ",\"%s\":\"", key);

    ok = ok && put_sentence(c, out, language);
    if (random_draw(&c->random, 2) == 0)
        ok = ok &&
             put_text(out, random_draw(&c->random, 2) == 0 ? " " : "\\n") &&
             put_sentence(c, out, language);
    return ok && put_text(out, "\"");
}

static bool put_reactions(struct stream *c, struct buffer *out)
{
    bool ok = put_text(out, ",\"reader_reactions\":\"");

    for (unsigned i = 1 + random_draw(&c->random, 6); ok && i > 0; i--)
        ok = put_text(out, pick(c, emoji));
    return ok && put_text(out, "\"");
}

bool world_put(struct stream *c, struct buffer *out)
{
    const size_t count = sizeof languages / sizeof *languages;
    const struct language *language =
        &languages[random_draw(&c->random, (unsigned)count)];
    bool ok = put_format(
        out, "{\"id\":%u,\"created_at\":", 100000 + (unsigned)c->rows);

    ok = ok && put_time(out, random_draw(&c->random, 365 * 24 * 60));
    ok = ok && put_field(out, "locale", language->locale);
    ok = ok && put_field(out, "full_name", pick(c, language->names));
    ok = ok && put_field(out, "city_name", pick(c, language->cities));
    ok = ok && put_sentences(c, out, language, "review_title");
    ok = ok && put_sentences(c, out, language, "review_body");
    ok = ok && put_sentences(c, out, language, "seller_reply");
    ok = ok && put_reactions(c, out);
    return ok && put_format(out, ",\"star_rating\":%u,\"is_public\":%s}",
                            1 + random_draw(&c->random, 5),
                            random_draw(&c->random, 8) == 0 ? "false" : "true");
}
