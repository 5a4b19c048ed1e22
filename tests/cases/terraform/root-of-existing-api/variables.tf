variable "tags" {
  description = "Tags on everything that takes tags"
  type        = map(string)

  default = {
    project     = "shop"
    environment = "prod"
  }
}

variable "shop_authorizer_function_name" {
  description = "Name of the Lambda function shop-authorizer"
  type        = string
  default     = "shop-authorizer"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.shop_authorizer_function_name))
    error_message = "A function name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "shop_products_function_name" {
  description = "Name of the Lambda function shop-products"
  type        = string
  default     = "shop-products"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.shop_products_function_name))
    error_message = "A function name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "shop_orders_function_name" {
  description = "Name of the Lambda function shop-orders"
  type        = string
  default     = "shop-orders"

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,64}$", var.shop_orders_function_name))
    error_message = "A function name has 1 to 64 letters, digits, hyphens and underscores."
  }
}

variable "log_kms_key_arn" {
  description = "ARN of the KMS key that encrypts the log groups; null leaves it to CloudWatch"
  type        = string
  default     = null

  validation {
    condition     = var.log_kms_key_arn == null ? true : startswith(var.log_kms_key_arn, "arn:")
    error_message = "A key is named by its ARN."
  }
}

variable "basic_client_api_key_value" {
  description = "Value of the API key basic-client; AWS makes one when it is null"
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.basic_client_api_key_value == null ? true : contains(range(20, 129), length(var.basic_client_api_key_value))
    error_message = "An API key has 20 to 128 characters."
  }
}

variable "partner_client_api_key_value" {
  description = "Value of the API key partner-client; AWS makes one when it is null"
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.partner_client_api_key_value == null ? true : contains(range(20, 129), length(var.partner_client_api_key_value))
    error_message = "An API key has 20 to 128 characters."
  }
}

variable "retired_client_api_key_value" {
  description = "Value of the API key retired-client; AWS makes one when it is null"
  type        = string
  default     = null
  sensitive   = true

  validation {
    condition     = var.retired_client_api_key_value == null ? true : contains(range(20, 129), length(var.retired_client_api_key_value))
    error_message = "An API key has 20 to 128 characters."
  }
}

variable "certificate_arn" {
  description = "ARN of the ACM certificate for shop-api.example.com, in the API's Region"
  type        = string

  validation {
    condition     = startswith(var.certificate_arn, "arn:")
    error_message = "A certificate is named by its ARN."
  }
}

variable "region" {
  description = "Region that everything is made in"
  type        = string
  default     = "eu-central-1"
}
