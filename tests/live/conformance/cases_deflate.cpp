// SPDX-License-Identifier: GPL-3.0-or-later
#include "cases.h"

#include <algorithm>

namespace conformance {

namespace {

struct Size
{
    qsizetype octets;
    qsizetype fragment;
};

const Size sizes[] = {{16, 0},        {64, 0},        {256, 0},       {1024, 0},    {4096, 0},
                      {8192, 0},      {16384, 0},     {32768, 0},     {65536, 0},   {131072, 0},
                      {8192, 256},    {16384, 256},   {32768, 256},   {65536, 256}, {131072, 256},
                      {131072, 1024}, {131072, 4096}, {131072, 32768}};

qsizetype countFor(qsizetype octets, Scale scale)
{
    if (scale == Scale::Full)
        return 1000;
    return std::clamp<qsizetype>(2'097'152 / octets, 16, 100);
}

} // namespace

void appendDeflateCases(std::vector<Case> &cases, Scale scale)
{
    const auto add = [&](int group, int part, const QByteArray &title, DataSet data, bool text,
                         const std::vector<DeflateWish> &wishes) {
        int number = 0;
        for (const Size &size : sizes) {
            const qsizetype count = countFor(size.octets, scale);
            Step step = messageStep(text ? 1 : 2, {}, size.fragment);
            step.kind = StepKind::RoundTrips;
            step.frame.payload.length = size.octets;
            step.count = count;
            step.data = data;
            QByteArray name =
                title + ", " + QByteArray::number(count) + " messages of " + QByteArray::number(size.octets);
            if (size.fragment)
                name += " in fragments of " + QByteArray::number(size.fragment);
            cases.push_back({QByteArray::number(group) + '.' + QByteArray::number(part) + '.' +
                                 QByteArray::number(++number),
                             name,
                             {step},
                             {.ok = {{}}},
                             wishes,
                             120'000});
        }
    };

    // Files of the kinds and lengths that the original cuts its messages from; the contents are made up.
    const std::vector<DeflateWish> plain = {{}};
    add(12, 1, "JSON as text", DataSet::Json, true, plain);
    add(12, 2, "bitmap as binary", DataSet::Bitmap, false, plain);
    add(12, 3, "prose as binary", DataSet::Prose, false, plain);
    add(12, 4, "HTML as text", DataSet::Html, true, plain);
    add(12, 5, "document as binary", DataSet::Document, false, plain);

    add(13, 1, "nothing asked", DataSet::Json, true, plain);
    add(13, 2, "no takeover", DataSet::Json, true, {{true, 0}});
    add(13, 3, "window 8", DataSet::Json, true, {{false, 8}});
    add(13, 4, "window 15", DataSet::Json, true, {{false, 15}});
    add(13, 5, "no takeover, window 8", DataSet::Json, true, {{true, 8}});
    add(13, 6, "no takeover, window 15", DataSet::Json, true, {{true, 15}});
    add(13, 7, "three offers", DataSet::Json, true, {{true, 8}, {true, 0}, {false, 0}});
}

} // namespace conformance
