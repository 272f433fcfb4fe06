// SPDX-License-Identifier: GPL-3.0-or-later
#include "tester.h"

#include <QRandomGenerator>

#include <iterator>

// Made-up data of the kinds and lengths that the original suite takes from files: what matters is how it
// compresses.
namespace conformance {

namespace {

QByteArray number(QRandomGenerator &random, int below) { return QByteArray::number(random.bounded(below)); }

QByteArray word(QRandomGenerator &random)
{
    static const char *const words[] = {
        "und",    "der",     "Frame",  "sich",    "nicht",  "Zeit",   "Fenster", "wird",  "über",
        "Brücke", "schön",   "Stimme", "wenn",    "immer",  "wieder", "Licht",   "Nacht", "Wasser",
        "kommt",  "niemand", "Straße", "Maske",   "Oktett", "Länge",  "ein",     "das",   "so",
        "an",     "Garten",  "hört",   "Nachbar", "morgen", "Kanal"};
    return words[random.bounded(static_cast<int>(std::size(words)))];
}

QByteArray json(qsizetype size)
{
    QRandomGenerator random(1);
    QByteArray bytes = "[";
    while (bytes.size() < size)
        bytes += "{\"id\": " + number(random, 1'000'000) + ", \"name\": \"sensor-" + number(random, 400) +
                 "\", \"value\": " + number(random, 1000) + "." + number(random, 1000) +
                 ", \"ok\": " + (random.bounded(3) ? "true" : "false") + ", \"tags\": [\"t" +
                 number(random, 12) + "\", \"t" + number(random, 12) + "\"]},\n";
    return bytes.left(size);
}

QByteArray bitmap(qsizetype size)
{
    QRandomGenerator random(2);
    QByteArray bytes = "BM";
    int grey = 128;
    while (bytes.size() < size) {
        grey = std::clamp(grey + random.bounded(-6, 7), 0, 255);
        bytes.append(static_cast<char>(grey));
    }
    return bytes;
}

QByteArray prose(qsizetype size)
{
    QRandomGenerator random(3);
    QByteArray bytes;
    while (bytes.size() < size)
        bytes += word(random) + (random.bounded(9) ? " " : random.bounded(3) ? ", " : ".\r\n");
    return bytes.left(size);
}

QByteArray html(qsizetype size)
{
    QRandomGenerator random(4);
    QByteArray bytes = "<!DOCTYPE html>\n<html><body>\n";
    while (bytes.size() < size)
        bytes += "<tr class=\"row" + number(random, 2) + "\"><td><a href=\"/item/" + number(random, 100'000) +
                 "\">Item " + number(random, 5000) + "</a></td><td align=\"right\">" +
                 number(random, 10'000) + "</td></tr>\n";
    return bytes.left(size);
}

// Mostly compressed streams, that is noise, with readable objects between.
QByteArray document(qsizetype size)
{
    QRandomGenerator random(5);
    QByteArray bytes = "%PDF-1.4\n";
    for (int object = 1; bytes.size() < size; ++object) {
        const int length = random.bounded(500, 6000);
        bytes += QByteArray::number(object) + " 0 obj\n<< /Length " + QByteArray::number(length) +
                 " /Filter /FlateDecode >>\nstream\n";
        for (int i = 0; i < length; ++i)
            bytes.append(static_cast<char>(random.generate()));
        bytes += "\nendstream\nendobj\n";
    }
    return bytes.left(size);
}

} // namespace

const QByteArray &dataSet(DataSet data)
{
    static const QByteArray none;
    static const QByteArray sets[] = {json(194'056), bitmap(263'222), prose(222'218), html(263'527),
                                      document(1'042'328)};
    switch (data) {
    case DataSet::Json:
        return sets[0];
    case DataSet::Bitmap:
        return sets[1];
    case DataSet::Prose:
        return sets[2];
    case DataSet::Html:
        return sets[3];
    case DataSet::Document:
        return sets[4];
    case DataSet::Pattern:
        break;
    }
    return none;
}

} // namespace conformance
