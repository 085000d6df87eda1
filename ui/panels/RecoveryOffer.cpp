// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/RecoveryOffer.h"

#include "ui/widgets/WrappedLabel.h"
#include "ui/words/NumberText.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace bathyscope::ui {

namespace {

constexpr int margin = 14; // device-independent pixels, as those of the list below

/// "sample-12 · poem.txt, 7 of 12 layers".
QString lineOf(const JournalSummary& journal)
{
    //: a run that was cut off: %1 its model, %2 its text, %3 finished layers of %4
    return RecoveryOffer::tr("%1 · %2, %3 of %4 layers")
        .arg(QString::fromStdString(journal.modelName), QString::fromStdString(journal.textName),
             numberText(journal.numFinished), numberText(journal.numLayers));
}

/// The same with its time, for the list that does not fit.
QString longLineOf(const JournalSummary& journal)
{
    const QDateTime created =
        QDateTime::fromString(QString::fromStdString(journal.created), Qt::ISODate).toLocalTime();
    return created.isValid()
        ? lineOf(journal) + QStringLiteral(", ") + QLocale().toString(created, QLocale::ShortFormat)
        : lineOf(journal);
}

} // namespace

RecoveryOffer::RecoveryOffer(QWidget* parent)
    : QWidget(parent)
    , m_text(new WrappedLabel)
    , m_recover(new QPushButton(tr("Recov&er")))
    , m_discard(new QPushButton(tr("&Discard")))
{
    setObjectName(QStringLiteral("recovery"));
    m_recover->setToolTip(tr("Puts what was finished into the list, to look at, to save or to go on with."));
    m_discard->setToolTip(tr("Removes what was kept of them from the disk."));
    connect(m_recover, &QPushButton::clicked, this, &RecoveryOffer::recoverRequested);
    connect(m_discard, &QPushButton::clicked, this, &RecoveryOffer::discardRequested);

    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    for (QPushButton* button : {m_recover, m_discard}) {
        button->setAccessibleDescription(button->toolTip());
        row->addWidget(button, 1);
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(margin, margin, margin, 8);
    layout->setSpacing(6);
    layout->addWidget(m_text);
    layout->addLayout(row);
    hide();
}

void RecoveryOffer::setJournals(const std::vector<JournalSummary>& journals)
{
    setVisible(!journals.empty());
    if (journals.empty()) {
        return;
    }
    QStringList lines;
    for (const JournalSummary& journal : journals) {
        lines += longLineOf(journal);
    }
    m_text->setText(journals.size() == 1
                        //: %1 a run: its model, text and layers
                        ? tr("A run of an earlier session was cut off: %1").arg(lineOf(journals.front()))
                        //: %1 a number, two or more
                        : tr("%1 runs of earlier sessions were cut off.").arg(numberText(journals.size())));
    m_text->setToolTip(lines.join(QLatin1Char('\n')));
    m_text->setAccessibleDescription(lines.join(QLatin1Char('\n')));
}

} // namespace bathyscope::ui
