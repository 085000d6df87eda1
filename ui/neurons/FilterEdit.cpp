// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/neurons/FilterEdit.h"

#include "core/statistics/NeuronFilter.h"
#include "ui/words/FilterText.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QStringListModel>

namespace bathyscope::ui {

namespace {

/// At the cursor; `begin` and the cursor in bytes of the UTF-8 text.
FilterCompletion completionAt(const QLineEdit& edit)
{
    const QByteArray before = edit.text().left(edit.cursorPosition()).toUtf8();
    return completeFilter(before.toStdString(), static_cast<std::size_t>(before.size()), filterNotation());
}

QString toQString(std::string_view ascii)
{
    return QString::fromLatin1(ascii.data(), static_cast<qsizetype>(ascii.size()));
}

} // namespace

FilterEdit::FilterEdit(QWidget* parent)
    : QLineEdit(parent)
    , m_words(new QStringListModel(this))
    , m_completer(new QCompleter(m_words, this))
{
    setMaxLength(static_cast<int>(NeuronFilter::maxLength));
    setClearButtonEnabled(true);
    m_completer->setWidget(this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    connect(m_completer, QOverload<const QString&>::of(&QCompleter::activated), this,
            &FilterEdit::insertWord);
    connect(this, &QLineEdit::textEdited, this, [this] { offer(false); });
}

void FilterEdit::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        offer(true);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

/// Words that a word at the cursor could become; without one, only where they are asked for.
void FilterEdit::offer(bool isAsked)
{
    const FilterCompletion completion = completionAt(*this);
    const QString begun =
        text()
            .left(cursorPosition())
            .sliced(QString::fromUtf8(text().toUtf8().left(static_cast<qsizetype>(completion.begin))).size());
    QStringList words;
    for (const std::string_view word : completion.words) {
        words += toQString(word);
    }
    const bool isNews = !words.isEmpty() && words != QStringList {begun.toLower()};
    if (!isNews || (begun.isEmpty() && !isAsked)) {
        m_completer->popup()->hide();
        return;
    }
    m_words->setStringList(words);
    constexpr int width = 220; // pixels
    QRect place = cursorRect();
    place.setWidth(width);
    m_completer->complete(place);
}

void FilterEdit::insertWord(const QString& word)
{
    const FilterCompletion completion = completionAt(*this);
    const auto begin =
        QString::fromUtf8(text().toUtf8().left(static_cast<qsizetype>(completion.begin))).size();
    const bool isFunction = word == QLatin1String("abs") || word == QLatin1String("defined");
    setSelection(static_cast<int>(begin), static_cast<int>(cursorPosition() - begin));
    insert(word + (isFunction ? QLatin1Char('(') : QLatin1Char(' ')));
    emit textEdited(text());
}

} // namespace bathyscope::ui
