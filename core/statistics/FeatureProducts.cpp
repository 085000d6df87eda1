// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/statistics/FeatureProducts.h"

#include "core/support/TargetClones.h"

#include <algorithm>

namespace bathyscope {

namespace {

/// out[g, neuron] = Σ over tokens of (a − mean) · feature g, for featureGroup neighbouring features.
BATHYSCOPE_TARGET_CLONES
void multiplyTile(const ActivationTile& tile, const double* means, const double* features,
                  std::size_t featureStride, double* out)
{
    constexpr std::size_t numVectors = 2;
    for (std::size_t first = 0; first < tileNeurons; first += numVectors * doubleLanes) {
        std::array<DoubleVector, numVectors> mean;
        for (std::size_t v = 0; v < numVectors; ++v) {
            load(means + first + v * doubleLanes, mean[v]);
        }
        std::array<std::array<DoubleVector, numVectors>, featureGroup> sums {};
        for (std::size_t token = 0; token < tile.numTokens; ++token) {
            const double* row = features + token * featureStride;
            for (std::size_t v = 0; v < numVectors; ++v) {
                DoubleVector x;
                loadAsDoubles(tile.row(token) + first + v * doubleLanes, x);
                x -= mean[v];
                for (std::size_t g = 0; g < featureGroup; ++g) {
                    sums[g][v] += x * row[g];
                }
            }
        }
        for (std::size_t g = 0; g < featureGroup; ++g) {
            for (std::size_t v = 0; v < numVectors; ++v) {
                store(sums[g][v], out + g * tileNeurons + first + v * doubleLanes);
            }
        }
    }
}

/// into += piece + shift · factor
void mergeProducts(double* into, const double* piece, const double* shifts, double factor, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        into[i] += piece[i] + shifts[i] * factor;
    }
}

} // namespace

FeatureProducts::FeatureProducts(std::size_t numNeurons, std::size_t numFeatures)
    : m_numNeurons(numNeurons)
    , m_paddedFeatures((numFeatures + featureGroup - 1) / featureGroup * featureGroup)
    , m_featureMean(m_paddedFeatures)
    , m_featureM2(m_paddedFeatures)
    , m_products(m_paddedFeatures * numNeurons)
{
}

FeatureProducts::Chunk FeatureProducts::joinFeatures(double count, std::span<const double> means,
                                                     std::span<const double> m2)
{
    const double total = m_count + count;
    const double share = count / std::max(total, 1.0);
    Chunk chunk {.rows = nullptr, .numTokens = 0, .weight = m_count * share, .meanShift = {}};
    for (std::size_t f = 0; f < m_paddedFeatures; ++f) {
        const double shift = means[f] - m_featureMean[f];
        chunk.meanShift.push_back(shift);
        m_featureMean[f] += shift * share;
        m_featureM2[f] += m2[f] + shift * shift * chunk.weight;
    }
    m_count = total;
    return chunk;
}

FeatureProducts::Chunk FeatureProducts::beginChunk(const double* rows, std::size_t numTokens)
{
    std::vector<double> means(m_paddedFeatures);
    std::vector<double> m2(m_paddedFeatures);
    const auto count = static_cast<double>(numTokens);
    for (std::size_t f = 0; f < m_paddedFeatures; ++f) {
        double sum = 0;
        for (std::size_t token = 0; token < numTokens; ++token) {
            sum += rows[token * m_paddedFeatures + f];
        }
        means[f] = sum / count;
        for (std::size_t token = 0; token < numTokens; ++token) {
            const double d = rows[token * m_paddedFeatures + f] - means[f];
            m2[f] += d * d;
        }
    }
    Chunk chunk = joinFeatures(count, means, m2);
    chunk.rows = rows;
    chunk.numTokens = numTokens;
    return chunk;
}

void FeatureProducts::merge(const Chunk& chunk, std::size_t firstNeuron, const ActivationTile& tile,
                            const std::array<double, tileNeurons>& means,
                            const std::array<double, tileNeurons>& meanShifts)
{
    alignas(64) std::array<double, featureGroup * tileNeurons> products;
    for (std::size_t first = 0; first < m_paddedFeatures; first += featureGroup) {
        multiplyTile(tile, means.data(), chunk.rows + first, m_paddedFeatures, products.data());
        for (std::size_t g = 0; g < featureGroup; ++g) {
            mergeProducts(m_products.data() + (first + g) * m_numNeurons + firstNeuron,
                          products.data() + g * tileNeurons, meanShifts.data(),
                          chunk.weight * chunk.meanShift[first + g], tile.numNeurons);
        }
    }
}

void FeatureProducts::merge(const FeatureProducts& other, std::span<const double> meanShifts)
{
    const Chunk joined = joinFeatures(other.m_count, other.m_featureMean, other.m_featureM2);
    for (std::size_t f = 0; f < m_paddedFeatures; ++f) {
        mergeProducts(m_products.data() + f * m_numNeurons, other.m_products.data() + f * m_numNeurons,
                      meanShifts.data(), joined.weight * joined.meanShift[f], m_numNeurons);
    }
}

std::size_t FeatureProducts::numNeurons() const noexcept
{
    return m_numNeurons;
}

std::size_t FeatureProducts::paddedFeatures() const noexcept
{
    return m_paddedFeatures;
}

double FeatureProducts::count() const noexcept
{
    return m_count;
}

double FeatureProducts::featureMean(std::size_t feature) const
{
    return m_featureMean[feature];
}

double FeatureProducts::featureM2(std::size_t feature) const
{
    return m_featureM2[feature];
}

double FeatureProducts::product(std::size_t feature, std::size_t neuron) const
{
    return m_products[feature * m_numNeurons + neuron];
}

} // namespace bathyscope
