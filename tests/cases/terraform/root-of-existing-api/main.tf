data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  lambda_invoke_path = "arn:${data.aws_partition.current.partition}:apigateway:${data.aws_region.current.id}:lambda:path/2015-03-31/functions"
  lambda_arn_prefix  = "arn:${data.aws_partition.current.partition}:lambda:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:function"
}

resource "aws_iam_role" "apigateway_logs" {
  name_prefix = "apigateway-cloudwatch-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "apigateway.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })

  tags = var.tags
}

resource "aws_iam_role_policy_attachment" "apigateway_logs" {
  role       = aws_iam_role.apigateway_logs.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}

resource "aws_api_gateway_account" "this" {
  cloudwatch_role_arn = aws_iam_role.apigateway_logs.arn
  depends_on          = [aws_iam_role_policy_attachment.apigateway_logs]
}

resource "aws_wafv2_ip_set" "shop_blocked_network" {
  name               = "shop-blocked-network"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["198.51.100.0/24"]
  tags               = var.tags
}

resource "aws_wafv2_web_acl" "shop" {
  name        = "shop"
  description = "Common attacks and floods"
  scope       = "REGIONAL"
  tags        = var.tags

  default_action {
    allow {}
  }

  rule {
    name     = "common"
    priority = 1

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "known-bad-inputs"
    priority = 2

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesKnownBadInputsRuleSet"
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "known-bad-inputs"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "floods"
    priority = 3

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit                 = 2000
        aggregate_key_type    = "IP"
        evaluation_window_sec = 300
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "floods"
      sampled_requests_enabled   = true
    }
  }

  rule {
    name     = "blocked-network"
    priority = 4

    action {
      block {}
    }

    statement {
      ip_set_reference_statement {
        arn = aws_wafv2_ip_set.shop_blocked_network.arn
      }
    }

    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "blocked-network"
      sampled_requests_enabled   = true
    }
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "shop"
    sampled_requests_enabled   = true
  }
}

resource "aws_api_gateway_rest_api" "orders" {
  name                     = "orders"
  description              = "Products and orders of the shop"
  api_key_source           = "HEADER"
  minimum_compression_size = "1024"
  tags                     = var.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_model" "new_order" {
  rest_api_id  = aws_api_gateway_rest_api.orders.id
  name         = "NewOrder"
  description  = "What an order needs"
  content_type = "application/json"

  schema = jsonencode({
    "$schema" = "http://json-schema.org/draft-04/schema#"
    type      = "object"
    properties = {
      product = {
        type      = "string"
        minLength = 1
      }
      quantity = {
        type    = "integer"
        minimum = 1
        maximum = 100
      }
      note = {
        type      = "string"
        maxLength = 500
      }
    }
    required = ["product", "quantity"]
  })
}

resource "aws_api_gateway_model" "order" {
  rest_api_id  = aws_api_gateway_rest_api.orders.id
  name         = "Order"
  description  = "An order as it is kept"
  content_type = "application/json"

  schema = jsonencode({
    "$schema" = "http://json-schema.org/draft-04/schema#"
    type      = "object"
    properties = {
      id = {
        type = "string"
      }
      status = {
        type = "string"
        enum = ["open", "paid", "sent"]
      }
      order = {
        "$ref" = "https://apigateway.amazonaws.com/restapis/${aws_api_gateway_rest_api.orders.id}/models/${aws_api_gateway_model.new_order.name}"
      }
    }
    required = ["id", "status"]
  })
}

resource "aws_api_gateway_request_validator" "body_and_parameters" {
  rest_api_id                 = aws_api_gateway_rest_api.orders.id
  name                        = "body-and-parameters"
  validate_request_body       = true
  validate_request_parameters = true
}

resource "aws_api_gateway_request_validator" "parameters" {
  rest_api_id                 = aws_api_gateway_rest_api.orders.id
  name                        = "parameters"
  validate_request_body       = false
  validate_request_parameters = true
}

resource "aws_api_gateway_authorizer" "customers" {
  rest_api_id                      = aws_api_gateway_rest_api.orders.id
  name                             = "customers"
  type                             = "TOKEN"
  authorizer_uri                   = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_authorizer_function_name}/invocations"
  identity_source                  = "method.request.header.Authorization"
  identity_validation_expression   = "^Bearer [-0-9a-zA-Z._]+$"
  authorizer_result_ttl_in_seconds = 300
}

resource "aws_lambda_permission" "shop_authorizer_authorizer" {
  action        = "lambda:InvokeFunction"
  function_name = var.shop_authorizer_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.orders.execution_arn}/authorizers/${aws_api_gateway_authorizer.customers.id}"
}

resource "aws_api_gateway_resource" "products" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = "products"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_resource" "orders_id" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_resource.orders.id
  path_part   = "{id}"
}

# Lists products; answers are cached by category
resource "aws_api_gateway_method" "get_products" {
  rest_api_id          = aws_api_gateway_rest_api.orders.id
  resource_id          = aws_api_gateway_resource.products.id
  http_method          = "GET"
  authorization        = "NONE"
  api_key_required     = true
  operation_name       = "ListProducts"
  request_validator_id = aws_api_gateway_request_validator.parameters.id

  request_parameters = {
    "method.request.querystring.category" = false
  }
}

resource "aws_api_gateway_integration" "get_products" {
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  resource_id             = aws_api_gateway_resource.products.id
  http_method             = aws_api_gateway_method.get_products.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_products_function_name}/invocations"
  timeout_milliseconds    = 10000
  cache_key_parameters    = ["method.request.querystring.category"]
}

resource "aws_api_gateway_method_response" "get_products_200" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.products.id
  http_method = aws_api_gateway_method.get_products.http_method
  status_code = "200"
}

# Places an order
resource "aws_api_gateway_method" "post_orders" {
  rest_api_id          = aws_api_gateway_rest_api.orders.id
  resource_id          = aws_api_gateway_resource.orders.id
  http_method          = "POST"
  authorization        = "CUSTOM"
  authorizer_id        = aws_api_gateway_authorizer.customers.id
  api_key_required     = true
  operation_name       = "CreateOrder"
  request_validator_id = aws_api_gateway_request_validator.body_and_parameters.id

  request_models = {
    "application/json" = aws_api_gateway_model.new_order.name
  }
}

resource "aws_api_gateway_integration" "post_orders" {
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.post_orders.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_orders_function_name}/invocations"
  timeout_milliseconds    = 29000
}

resource "aws_api_gateway_method_response" "post_orders_201" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_method.post_orders.http_method
  status_code = "201"

  response_models = {
    "application/json" = aws_api_gateway_model.order.name
  }
}

# Reads an order
resource "aws_api_gateway_method" "get_orders_id" {
  rest_api_id          = aws_api_gateway_rest_api.orders.id
  resource_id          = aws_api_gateway_resource.orders_id.id
  http_method          = "GET"
  authorization        = "CUSTOM"
  authorizer_id        = aws_api_gateway_authorizer.customers.id
  api_key_required     = true
  operation_name       = "GetOrder"
  request_validator_id = aws_api_gateway_request_validator.parameters.id

  request_parameters = {
    "method.request.path.id" = true
  }
}

resource "aws_api_gateway_integration" "get_orders_id" {
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  resource_id             = aws_api_gateway_resource.orders_id.id
  http_method             = aws_api_gateway_method.get_orders_id.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_orders_function_name}/invocations"
  timeout_milliseconds    = 29000
}

resource "aws_api_gateway_method_response" "get_orders_id_200" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders_id.id
  http_method = aws_api_gateway_method.get_orders_id.http_method
  status_code = "200"

  response_models = {
    "application/json" = aws_api_gateway_model.order.name
  }
}

resource "aws_api_gateway_method" "options_products" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_resource.products.id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "options_products" {
  rest_api_id          = aws_api_gateway_rest_api.orders.id
  resource_id          = aws_api_gateway_resource.products.id
  http_method          = aws_api_gateway_method.options_products.http_method
  type                 = "MOCK"
  passthrough_behavior = "WHEN_NO_MATCH"

  request_templates = {
    "application/json" = "{\"statusCode\": 204}"
  }
}

resource "aws_api_gateway_method_response" "options_products_204" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.products.id
  http_method = aws_api_gateway_method.options_products.http_method
  status_code = "204"

  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin"  = false
    "method.response.header.Access-Control-Allow-Methods" = false
    "method.response.header.Access-Control-Allow-Headers" = false
  }
}

resource "aws_api_gateway_integration_response" "options_products_204" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.products.id
  http_method = aws_api_gateway_integration.options_products.http_method
  status_code = aws_api_gateway_method_response.options_products_204.status_code

  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin"  = "'https://shop.example.com'"
    "method.response.header.Access-Control-Allow-Methods" = "'GET,OPTIONS'"
    "method.response.header.Access-Control-Allow-Headers" = "'authorization,content-type,x-api-key'"
  }
}

resource "aws_api_gateway_method" "options_orders" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "OPTIONS"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "options_orders" {
  rest_api_id          = aws_api_gateway_rest_api.orders.id
  resource_id          = aws_api_gateway_resource.orders.id
  http_method          = aws_api_gateway_method.options_orders.http_method
  type                 = "MOCK"
  passthrough_behavior = "WHEN_NO_MATCH"

  request_templates = {
    "application/json" = "{\"statusCode\": 204}"
  }
}

resource "aws_api_gateway_method_response" "options_orders_204" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_method.options_orders.http_method
  status_code = "204"

  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin"  = false
    "method.response.header.Access-Control-Allow-Methods" = false
    "method.response.header.Access-Control-Allow-Headers" = false
  }
}

resource "aws_api_gateway_integration_response" "options_orders_204" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_integration.options_orders.http_method
  status_code = aws_api_gateway_method_response.options_orders_204.status_code

  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin"  = "'https://shop.example.com'"
    "method.response.header.Access-Control-Allow-Methods" = "'POST,OPTIONS'"
    "method.response.header.Access-Control-Allow-Headers" = "'authorization,content-type,x-api-key'"
  }
}

resource "aws_api_gateway_method" "options_orders_id" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_resource.orders_id.id
  http_method   = "OPTIONS"
  authorization = "NONE"

  request_parameters = {
    "method.request.path.id" = true
  }
}

resource "aws_api_gateway_integration" "options_orders_id" {
  rest_api_id          = aws_api_gateway_rest_api.orders.id
  resource_id          = aws_api_gateway_resource.orders_id.id
  http_method          = aws_api_gateway_method.options_orders_id.http_method
  type                 = "MOCK"
  passthrough_behavior = "WHEN_NO_MATCH"

  request_templates = {
    "application/json" = "{\"statusCode\": 204}"
  }
}

resource "aws_api_gateway_method_response" "options_orders_id_204" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders_id.id
  http_method = aws_api_gateway_method.options_orders_id.http_method
  status_code = "204"

  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin"  = false
    "method.response.header.Access-Control-Allow-Methods" = false
    "method.response.header.Access-Control-Allow-Headers" = false
  }
}

resource "aws_api_gateway_integration_response" "options_orders_id_204" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  resource_id = aws_api_gateway_resource.orders_id.id
  http_method = aws_api_gateway_integration.options_orders_id.http_method
  status_code = aws_api_gateway_method_response.options_orders_id_204.status_code

  response_parameters = {
    "method.response.header.Access-Control-Allow-Origin"  = "'https://shop.example.com'"
    "method.response.header.Access-Control-Allow-Methods" = "'GET,OPTIONS'"
    "method.response.header.Access-Control-Allow-Headers" = "'authorization,content-type,x-api-key'"
  }
}

resource "aws_api_gateway_gateway_response" "default_4xx" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  response_type = "DEFAULT_4XX"

  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
  }
}

resource "aws_api_gateway_gateway_response" "default_5xx" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  response_type = "DEFAULT_5XX"

  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
  }
}

resource "aws_api_gateway_gateway_response" "bad_request_body" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  response_type = "BAD_REQUEST_BODY"
  status_code   = "400"

  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
  }

  response_templates = {
    "application/json" = "{\"message\":$context.error.messageString,\"detail\":\"$context.error.validationErrorString\"}"
  }
}

resource "aws_api_gateway_gateway_response" "unauthorized" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  response_type = "UNAUTHORIZED"
  status_code   = "401"

  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
    "gatewayresponse.header.WWW-Authenticate"            = "'Bearer'"
  }

  response_templates = {
    "application/json" = "{\"error\":\"Unauthorized\",\"message\":\"Valid credentials are required\"}"
  }
}

resource "aws_api_gateway_gateway_response" "throttled" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  response_type = "THROTTLED"
  status_code   = "429"

  response_parameters = {
    "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
    "gatewayresponse.header.Retry-After"                 = "'1'"
  }

  response_templates = {
    "application/json" = "{\"error\":\"TooManyRequests\",\"message\":\"Slow down and try again\"}"
  }
}

resource "aws_lambda_permission" "shop_products" {
  action        = "lambda:InvokeFunction"
  function_name = var.shop_products_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.orders.execution_arn}/*/*"
}

resource "aws_lambda_permission" "shop_orders" {
  action        = "lambda:InvokeFunction"
  function_name = var.shop_orders_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.orders.execution_arn}/*/*"
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_rest_api.orders.api_key_source,
      aws_api_gateway_rest_api.orders.minimum_compression_size,
      aws_api_gateway_model.new_order.id,
      aws_api_gateway_model.new_order.schema,
      aws_api_gateway_model.order.id,
      aws_api_gateway_model.order.schema,
      aws_api_gateway_request_validator.body_and_parameters.id,
      aws_api_gateway_request_validator.body_and_parameters.validate_request_body,
      aws_api_gateway_request_validator.body_and_parameters.validate_request_parameters,
      aws_api_gateway_request_validator.parameters.id,
      aws_api_gateway_request_validator.parameters.validate_request_body,
      aws_api_gateway_request_validator.parameters.validate_request_parameters,
      aws_api_gateway_authorizer.customers.id,
      aws_api_gateway_authorizer.customers.type,
      aws_api_gateway_authorizer.customers.authorizer_uri,
      aws_api_gateway_authorizer.customers.identity_source,
      aws_api_gateway_authorizer.customers.identity_validation_expression,
      aws_api_gateway_authorizer.customers.authorizer_result_ttl_in_seconds,
      aws_api_gateway_resource.products.id,
      aws_api_gateway_resource.products.path_part,
      aws_api_gateway_resource.orders.id,
      aws_api_gateway_resource.orders.path_part,
      aws_api_gateway_resource.orders_id.id,
      aws_api_gateway_resource.orders_id.path_part,
      aws_api_gateway_method.get_products.id,
      aws_api_gateway_method.get_products.http_method,
      aws_api_gateway_method.get_products.authorization,
      aws_api_gateway_method.get_products.api_key_required,
      aws_api_gateway_method.get_products.request_validator_id,
      aws_api_gateway_method.get_products.request_parameters,
      aws_api_gateway_integration.get_products.id,
      aws_api_gateway_integration.get_products.type,
      aws_api_gateway_integration.get_products.integration_http_method,
      aws_api_gateway_integration.get_products.uri,
      aws_api_gateway_integration.get_products.timeout_milliseconds,
      aws_api_gateway_integration.get_products.cache_key_parameters,
      aws_api_gateway_method_response.get_products_200.id,
      aws_api_gateway_method.post_orders.id,
      aws_api_gateway_method.post_orders.http_method,
      aws_api_gateway_method.post_orders.authorization,
      aws_api_gateway_method.post_orders.authorizer_id,
      aws_api_gateway_method.post_orders.api_key_required,
      aws_api_gateway_method.post_orders.request_validator_id,
      aws_api_gateway_method.post_orders.request_models,
      aws_api_gateway_integration.post_orders.id,
      aws_api_gateway_integration.post_orders.type,
      aws_api_gateway_integration.post_orders.integration_http_method,
      aws_api_gateway_integration.post_orders.uri,
      aws_api_gateway_integration.post_orders.timeout_milliseconds,
      aws_api_gateway_method_response.post_orders_201.id,
      aws_api_gateway_method_response.post_orders_201.response_models,
      aws_api_gateway_method.get_orders_id.id,
      aws_api_gateway_method.get_orders_id.http_method,
      aws_api_gateway_method.get_orders_id.authorization,
      aws_api_gateway_method.get_orders_id.authorizer_id,
      aws_api_gateway_method.get_orders_id.api_key_required,
      aws_api_gateway_method.get_orders_id.request_validator_id,
      aws_api_gateway_method.get_orders_id.request_parameters,
      aws_api_gateway_integration.get_orders_id.id,
      aws_api_gateway_integration.get_orders_id.type,
      aws_api_gateway_integration.get_orders_id.integration_http_method,
      aws_api_gateway_integration.get_orders_id.uri,
      aws_api_gateway_integration.get_orders_id.timeout_milliseconds,
      aws_api_gateway_method_response.get_orders_id_200.id,
      aws_api_gateway_method_response.get_orders_id_200.response_models,
      aws_api_gateway_method.options_products.id,
      aws_api_gateway_method.options_products.http_method,
      aws_api_gateway_method.options_products.authorization,
      aws_api_gateway_integration.options_products.id,
      aws_api_gateway_integration.options_products.type,
      aws_api_gateway_integration.options_products.passthrough_behavior,
      aws_api_gateway_integration.options_products.request_templates,
      aws_api_gateway_method_response.options_products_204.id,
      aws_api_gateway_method_response.options_products_204.response_parameters,
      aws_api_gateway_integration_response.options_products_204.id,
      aws_api_gateway_integration_response.options_products_204.response_parameters,
      aws_api_gateway_method.options_orders.id,
      aws_api_gateway_method.options_orders.http_method,
      aws_api_gateway_method.options_orders.authorization,
      aws_api_gateway_integration.options_orders.id,
      aws_api_gateway_integration.options_orders.type,
      aws_api_gateway_integration.options_orders.passthrough_behavior,
      aws_api_gateway_integration.options_orders.request_templates,
      aws_api_gateway_method_response.options_orders_204.id,
      aws_api_gateway_method_response.options_orders_204.response_parameters,
      aws_api_gateway_integration_response.options_orders_204.id,
      aws_api_gateway_integration_response.options_orders_204.response_parameters,
      aws_api_gateway_method.options_orders_id.id,
      aws_api_gateway_method.options_orders_id.http_method,
      aws_api_gateway_method.options_orders_id.authorization,
      aws_api_gateway_method.options_orders_id.request_parameters,
      aws_api_gateway_integration.options_orders_id.id,
      aws_api_gateway_integration.options_orders_id.type,
      aws_api_gateway_integration.options_orders_id.passthrough_behavior,
      aws_api_gateway_integration.options_orders_id.request_templates,
      aws_api_gateway_method_response.options_orders_id_204.id,
      aws_api_gateway_method_response.options_orders_id_204.response_parameters,
      aws_api_gateway_integration_response.options_orders_id_204.id,
      aws_api_gateway_integration_response.options_orders_id_204.response_parameters,
      aws_api_gateway_gateway_response.default_4xx.id,
      aws_api_gateway_gateway_response.default_4xx.response_parameters,
      aws_api_gateway_gateway_response.default_5xx.id,
      aws_api_gateway_gateway_response.default_5xx.response_parameters,
      aws_api_gateway_gateway_response.bad_request_body.id,
      aws_api_gateway_gateway_response.bad_request_body.status_code,
      aws_api_gateway_gateway_response.bad_request_body.response_parameters,
      aws_api_gateway_gateway_response.bad_request_body.response_templates,
      aws_api_gateway_gateway_response.unauthorized.id,
      aws_api_gateway_gateway_response.unauthorized.status_code,
      aws_api_gateway_gateway_response.unauthorized.response_parameters,
      aws_api_gateway_gateway_response.unauthorized.response_templates,
      aws_api_gateway_gateway_response.throttled.id,
      aws_api_gateway_gateway_response.throttled.status_code,
      aws_api_gateway_gateway_response.throttled.response_parameters,
      aws_api_gateway_gateway_response.throttled.response_templates,
    ]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "prod" {
  name              = "/aws/apigateway/orders/access"
  retention_in_days = 365
  kms_key_id        = var.log_kms_key_arn
  tags              = var.tags
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "prod"
  description   = "What customers use"

  variables = {
    environment = "prod"
  }

  cache_cluster_enabled = true
  cache_cluster_size    = "0.5"
  xray_tracing_enabled  = true
  tags                  = var.tags
  depends_on            = [aws_api_gateway_account.this]

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.prod.arn

    format = jsonencode({
      requestId         = "$context.requestId"
      extendedRequestId = "$context.extendedRequestId"
      ip                = "$context.identity.sourceIp"
      requestTime       = "$context.requestTime"
      httpMethod        = "$context.httpMethod"
      resourcePath      = "$context.resourcePath"
      status            = "$context.status"
      protocol          = "$context.protocol"
      responseLength    = "$context.responseLength"
      apiKeyId          = "$context.identity.apiKeyId"
      errorType         = "$context.error.responseType"
    })
  }
}

resource "aws_api_gateway_method_settings" "prod_all" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled                            = true
    logging_level                              = "ERROR"
    data_trace_enabled                         = false
    throttling_burst_limit                     = 250
    throttling_rate_limit                      = 500
    cache_ttl_in_seconds                       = 60
    cache_data_encrypted                       = true
    require_authorization_for_cache_control    = true
    unauthorized_cache_control_header_strategy = "SUCCEED_WITH_RESPONSE_HEADER"
  }
}

resource "aws_api_gateway_method_settings" "prod_get_orders_id" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "~1orders~1{id}/GET"

  settings {
    metrics_enabled                            = true
    logging_level                              = "ERROR"
    data_trace_enabled                         = false
    throttling_burst_limit                     = 250
    throttling_rate_limit                      = 500
    caching_enabled                            = false
    cache_ttl_in_seconds                       = 60
    cache_data_encrypted                       = true
    require_authorization_for_cache_control    = true
    unauthorized_cache_control_header_strategy = "SUCCEED_WITH_RESPONSE_HEADER"
  }
}

resource "aws_api_gateway_method_settings" "prod_post_orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "~1orders/POST"

  settings {
    metrics_enabled                            = true
    logging_level                              = "ERROR"
    data_trace_enabled                         = false
    throttling_burst_limit                     = 25
    throttling_rate_limit                      = 50
    cache_ttl_in_seconds                       = 60
    cache_data_encrypted                       = true
    require_authorization_for_cache_control    = true
    unauthorized_cache_control_header_strategy = "SUCCEED_WITH_RESPONSE_HEADER"
  }
}

resource "aws_wafv2_web_acl_association" "prod" {
  resource_arn = aws_api_gateway_stage.prod.arn
  web_acl_arn  = aws_wafv2_web_acl.shop.arn
}

resource "aws_api_gateway_api_key" "basic_client" {
  name        = "basic-client"
  description = "A shop's own page"
  value       = var.basic_client_api_key_value
  tags        = var.tags
}

resource "aws_api_gateway_api_key" "partner_client" {
  name        = "partner-client"
  description = "A partner's server"
  value       = var.partner_client_api_key_value
  tags        = var.tags
}

resource "aws_api_gateway_api_key" "retired_client" {
  name        = "retired-client"
  description = "Switched off"
  enabled     = false
  value       = var.retired_client_api_key_value
  tags        = var.tags
}

resource "aws_api_gateway_usage_plan" "basic" {
  name        = "basic"
  description = "For pages"
  tags        = var.tags

  api_stages {
    api_id = aws_api_gateway_stage.prod.rest_api_id
    stage  = aws_api_gateway_stage.prod.stage_name
  }

  quota_settings {
    limit  = 100000
    period = "MONTH"
  }

  throttle_settings {
    burst_limit = 20
    rate_limit  = 10
  }
}

resource "aws_api_gateway_usage_plan_key" "basic_basic_client" {
  key_id        = aws_api_gateway_api_key.basic_client.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.basic.id
}

resource "aws_api_gateway_usage_plan_key" "basic_retired_client" {
  key_id        = aws_api_gateway_api_key.retired_client.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.basic.id
}

resource "aws_api_gateway_usage_plan" "partner" {
  name        = "partner"
  description = "For servers"
  tags        = var.tags

  api_stages {
    api_id = aws_api_gateway_stage.prod.rest_api_id
    stage  = aws_api_gateway_stage.prod.stage_name

    throttle {
      path        = "/orders/POST"
      burst_limit = 40
      rate_limit  = 20
    }
  }

  quota_settings {
    limit  = 200000
    period = "DAY"
  }

  throttle_settings {
    burst_limit = 200
    rate_limit  = 100
  }
}

resource "aws_api_gateway_usage_plan_key" "partner_partner_client" {
  key_id        = aws_api_gateway_api_key.partner_client.id
  key_type      = "API_KEY"
  usage_plan_id = aws_api_gateway_usage_plan.partner.id
}

resource "aws_api_gateway_domain_name" "this" {
  domain_name              = "shop-api.example.com"
  regional_certificate_arn = var.certificate_arn
  security_policy          = "TLS_1_2"
  tags                     = var.tags

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_base_path_mapping" "v1" {
  api_id      = aws_api_gateway_stage.prod.rest_api_id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  domain_name = aws_api_gateway_domain_name.this.domain_name
  base_path   = "v1"
}
