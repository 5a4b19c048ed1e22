variable "tags" {
  description = "Tags on everything that takes tags"
  type        = map(string)
  default     = {}
}

variable "api_name" {
  type = string
}

variable "stage_name" {
  type = string
}

variable "metrics" {
  type = bool
}
