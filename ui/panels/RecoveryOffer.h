// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/RunJournal.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;

namespace bathyscope::ui {

/// Offers runs that an earlier session did not bring to an end; hidden while there are none. GUI thread.
class RecoveryOffer final : public QWidget
{
    Q_OBJECT

public:
    explicit RecoveryOffer(QWidget* parent = nullptr);

    void setJournals(const std::vector<JournalSummary>& journals);

signals:
    void recoverRequested();
    void discardRequested();

private:
    QLabel* m_text;
    QPushButton* m_recover;
    QPushButton* m_discard;
};

} // namespace bathyscope::ui
