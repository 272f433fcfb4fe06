// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include <sys/mman.h>

namespace core {

/// A vector of plain values that grows by blocks: nothing is moved, and at most one block is not used.
template<typename T>
class BlockVector
{
public:
    using value_type = T;

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const T &operator[](std::size_t at) const { return *place(at); }
    T &operator[](std::size_t at) { return *place(at); }
    const T &back() const { return (*this)[m_size - 1]; }
    T &back() { return (*this)[m_size - 1]; }

    /// A new value at the end, made from `arguments` where it stays.
    template<typename... Arguments>
    T &emplace_back(Arguments &&...arguments)
    {
        if (isFirstOfBlock(m_size))
            m_blocks.push_back(m_size < smallValues ? allocateSmall() : allocateLarge());
        return *new (place(m_size++)) T{std::forward<Arguments>(arguments)...};
    }
    void push_back(const T &value) { emplace_back(value); }

    class Iterator
    {
    public:
        using iterator_category = std::forward_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T *;
        using reference = const T &;

        Iterator() = default;
        Iterator(const BlockVector &owner, std::size_t at)
            : m_owner(&owner)
            , m_at(at)
        {}
        const T &operator*() const { return (*m_owner)[m_at]; }
        const T *operator->() const { return &(*m_owner)[m_at]; }
        Iterator &operator++()
        {
            ++m_at;
            return *this;
        }
        Iterator operator++(int)
        {
            Iterator before = *this;
            ++m_at;
            return before;
        }
        bool operator==(const Iterator &other) const { return m_at == other.m_at; }

    private:
        const BlockVector *m_owner = nullptr;
        std::size_t m_at = 0;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, m_size}; }

private:
    // Small blocks while there is little; then blocks of one large page, which the kernel hands out at once.
    static constexpr std::size_t smallBlock = 2048; // values
    static constexpr std::size_t smallBlocks = 16;
    static constexpr std::size_t smallValues = smallBlock * smallBlocks;
    static constexpr std::size_t pageBytes = std::size_t{2} * 1024 * 1024;
    static constexpr std::size_t largeBlock = pageBytes / sizeof(T);

    static_assert(std::is_trivially_destructible_v<T>);
    struct Release
    {
        bool isLarge = false;
        void operator()(T *block) const
        {
            if (isLarge)
                ::munmap(block, pageBytes);
            else
                std::free(block); // NOLINT(cppcoreguidelines-no-malloc)
        }
    };
    using Block = std::unique_ptr<T, Release>;

    static Block allocateSmall()
    {
        void *const block = std::malloc(smallBlock * sizeof(T)); // NOLINT(cppcoreguidelines-no-malloc)
        if (block == nullptr)
            throw std::bad_alloc();
        return Block(static_cast<T *>(block), Release{false});
    }

    // Twice as much is asked for, so that a page that lies on its border can be kept and the rest given back.
    static Block allocateLarge()
    {
        void *const start =
            ::mmap(nullptr, 2 * pageBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (start == MAP_FAILED)
            throw std::bad_alloc();
        const std::size_t over = reinterpret_cast<std::uintptr_t>(start) % pageBytes;
        char *const page = static_cast<char *>(start) + (over == 0 ? 0 : pageBytes - over);
        const std::size_t head = static_cast<std::size_t>(page - static_cast<char *>(start));
        if (head > 0)
            ::munmap(start, head);
        ::munmap(page + pageBytes, pageBytes - head);
#ifdef MADV_HUGEPAGE
        ::madvise(page, pageBytes, MADV_HUGEPAGE);
#endif
        return Block(reinterpret_cast<T *>(page), Release{true});
    }

    static bool isFirstOfBlock(std::size_t at)
    {
        return at < smallValues ? at % smallBlock == 0 : (at - smallValues) % largeBlock == 0;
    }
    T *place(std::size_t at) const
    {
        if (at < smallValues)
            return m_blocks[at / smallBlock].get() + at % smallBlock;
        at -= smallValues;
        return m_blocks[smallBlocks + at / largeBlock].get() + at % largeBlock;
    }

    std::vector<Block> m_blocks;
    std::size_t m_size = 0;
};

} // namespace core
