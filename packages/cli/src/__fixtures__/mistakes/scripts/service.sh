#!/bin/bash
echo "{}"
