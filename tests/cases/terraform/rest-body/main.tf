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

resource "aws_api_gateway_rest_api" "this" {
  name                     = "orders"
  description              = "Products and orders of the shop"
  api_key_source           = "HEADER"
  minimum_compression_size = "1024"
  tags                     = var.tags
  put_rest_api_mode        = "overwrite"

  body = jsonencode({
    openapi = "3.0.1"
    info = {
      title   = "orders"
      version = "1.0"
    }
    paths = {
      "/products" = {
        get = {
          summary     = "Lists products; answers are cached by category"
          operationId = "ListProducts"
          parameters = [
            {
              name        = "category"
              "in"        = "query"
              description = "Only this category"
              schema = {
                type = "string"
              }
            },
          ]
          responses = {
            "200" = {
              description = "Success"
            }
          }
          security = [
            {
              api_key = []
            },
          ]
          "x-amazon-apigateway-request-validator" = "parameters"
          "x-amazon-apigateway-integration" = {
            type               = "aws_proxy"
            httpMethod         = "POST"
            uri                = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_products_function_name}/invocations"
            timeoutInMillis    = 10000
            cacheKeyParameters = ["method.request.querystring.category"]
          }
        }
        options = {
          responses = {
            "204" = {
              description = "What the browser may do"
              headers = {
                "Access-Control-Allow-Origin" = {
                  schema = {
                    type = "string"
                  }
                }
                "Access-Control-Allow-Methods" = {
                  schema = {
                    type = "string"
                  }
                }
                "Access-Control-Allow-Headers" = {
                  schema = {
                    type = "string"
                  }
                }
              }
            }
          }
          "x-amazon-apigateway-integration" = {
            type = "mock"
            responses = {
              default = {
                statusCode = "204"
                responseParameters = {
                  "method.response.header.Access-Control-Allow-Origin"  = "'https://shop.example.com'"
                  "method.response.header.Access-Control-Allow-Methods" = "'GET,OPTIONS'"
                  "method.response.header.Access-Control-Allow-Headers" = "'authorization,content-type,x-api-key'"
                }
              }
            }
            requestTemplates = {
              "application/json" = "{\"statusCode\": 204}"
            }
            passthroughBehavior = "when_no_match"
          }
        }
      }
      "/orders" = {
        post = {
          summary     = "Places an order"
          operationId = "CreateOrder"
          requestBody = {
            content = {
              "application/json" = {
                schema = {
                  "$ref" = "#/components/schemas/NewOrder"
                }
              }
            }
            required = true
          }
          responses = {
            "201" = {
              description = "Success"
              content = {
                "application/json" = {
                  schema = {
                    "$ref" = "#/components/schemas/Order"
                  }
                }
              }
            }
          }
          security = [
            {
              api_key = []
            },
            {
              customers = []
            },
          ]
          "x-amazon-apigateway-request-validator" = "body-and-parameters"
          "x-amazon-apigateway-integration" = {
            type            = "aws_proxy"
            httpMethod      = "POST"
            uri             = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_orders_function_name}/invocations"
            timeoutInMillis = 29000
          }
        }
        options = {
          responses = {
            "204" = {
              description = "What the browser may do"
              headers = {
                "Access-Control-Allow-Origin" = {
                  schema = {
                    type = "string"
                  }
                }
                "Access-Control-Allow-Methods" = {
                  schema = {
                    type = "string"
                  }
                }
                "Access-Control-Allow-Headers" = {
                  schema = {
                    type = "string"
                  }
                }
              }
            }
          }
          "x-amazon-apigateway-integration" = {
            type = "mock"
            responses = {
              default = {
                statusCode = "204"
                responseParameters = {
                  "method.response.header.Access-Control-Allow-Origin"  = "'https://shop.example.com'"
                  "method.response.header.Access-Control-Allow-Methods" = "'POST,OPTIONS'"
                  "method.response.header.Access-Control-Allow-Headers" = "'authorization,content-type,x-api-key'"
                }
              }
            }
            requestTemplates = {
              "application/json" = "{\"statusCode\": 204}"
            }
            passthroughBehavior = "when_no_match"
          }
        }
      }
      "/orders/{id}" = {
        get = {
          summary     = "Reads an order"
          operationId = "GetOrder"
          parameters = [
            {
              name     = "id"
              "in"     = "path"
              required = true
              schema = {
                type = "string"
              }
            },
          ]
          responses = {
            "200" = {
              description = "Success"
              content = {
                "application/json" = {
                  schema = {
                    "$ref" = "#/components/schemas/Order"
                  }
                }
              }
            }
          }
          security = [
            {
              api_key = []
            },
            {
              customers = []
            },
          ]
          "x-amazon-apigateway-request-validator" = "parameters"
          "x-amazon-apigateway-integration" = {
            type            = "aws_proxy"
            httpMethod      = "POST"
            uri             = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_orders_function_name}/invocations"
            timeoutInMillis = 29000
          }
        }
        options = {
          parameters = [
            {
              name     = "id"
              "in"     = "path"
              required = true
              schema = {
                type = "string"
              }
            },
          ]
          responses = {
            "204" = {
              description = "What the browser may do"
              headers = {
                "Access-Control-Allow-Origin" = {
                  schema = {
                    type = "string"
                  }
                }
                "Access-Control-Allow-Methods" = {
                  schema = {
                    type = "string"
                  }
                }
                "Access-Control-Allow-Headers" = {
                  schema = {
                    type = "string"
                  }
                }
              }
            }
          }
          "x-amazon-apigateway-integration" = {
            type = "mock"
            responses = {
              default = {
                statusCode = "204"
                responseParameters = {
                  "method.response.header.Access-Control-Allow-Origin"  = "'https://shop.example.com'"
                  "method.response.header.Access-Control-Allow-Methods" = "'GET,OPTIONS'"
                  "method.response.header.Access-Control-Allow-Headers" = "'authorization,content-type,x-api-key'"
                }
              }
            }
            requestTemplates = {
              "application/json" = "{\"statusCode\": 204}"
            }
            passthroughBehavior = "when_no_match"
          }
        }
      }
    }
    components = {
      schemas = {
        NewOrder = {
          type = "object"
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
          required    = ["product", "quantity"]
          description = "What an order needs"
        }
        Order = {
          type = "object"
          properties = {
            id = {
              type = "string"
            }
            status = {
              type = "string"
              enum = ["open", "paid", "sent"]
            }
            order = {
              "$ref" = "#/components/schemas/NewOrder"
            }
          }
          required    = ["id", "status"]
          description = "An order as it is kept"
        }
      }
      securitySchemes = {
        api_key = {
          type = "apiKey"
          name = "x-api-key"
          "in" = "header"
        }
        customers = {
          type                           = "apiKey"
          name                           = "Authorization"
          "in"                           = "header"
          "x-amazon-apigateway-authtype" = "custom"
          "x-amazon-apigateway-authorizer" = {
            type                         = "token"
            authorizerUri                = "${local.lambda_invoke_path}/${local.lambda_arn_prefix}:${var.shop_authorizer_function_name}/invocations"
            identityValidationExpression = "^Bearer [-0-9a-zA-Z._]+$"
            authorizerResultTtlInSeconds = 300
          }
        }
      }
    }
    "x-amazon-apigateway-gateway-responses" = {
      DEFAULT_4XX = {
        responseParameters = {
          "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
        }
      }
      DEFAULT_5XX = {
        responseParameters = {
          "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
        }
      }
      BAD_REQUEST_BODY = {
        statusCode = "400"
        responseParameters = {
          "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
        }
        responseTemplates = {
          "application/json" = "{\"message\":$context.error.messageString,\"detail\":\"$context.error.validationErrorString\"}"
        }
      }
      UNAUTHORIZED = {
        statusCode = "401"
        responseParameters = {
          "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
          "gatewayresponse.header.WWW-Authenticate"            = "'Bearer'"
        }
        responseTemplates = {
          "application/json" = "{\"error\":\"Unauthorized\",\"message\":\"Valid credentials are required\"}"
        }
      }
      THROTTLED = {
        statusCode = "429"
        responseParameters = {
          "gatewayresponse.header.Access-Control-Allow-Origin" = "'https://shop.example.com'"
          "gatewayresponse.header.Retry-After"                 = "'1'"
        }
        responseTemplates = {
          "application/json" = "{\"error\":\"TooManyRequests\",\"message\":\"Slow down and try again\"}"
        }
      }
    }
    "x-amazon-apigateway-request-validators" = {
      "body-and-parameters" = {
        validateRequestParameters = true
        validateRequestBody       = true
      }
      parameters = {
        validateRequestParameters = true
        validateRequestBody       = false
      }
    }
  })

  endpoint_configuration {
    types = ["REGIONAL"]
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_lambda_permission" "shop_authorizer_authorizer" {
  action        = "lambda:InvokeFunction"
  function_name = var.shop_authorizer_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.this.execution_arn}/authorizers/*"
}

resource "aws_lambda_permission" "shop_products" {
  action        = "lambda:InvokeFunction"
  function_name = var.shop_products_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.this.execution_arn}/*/*"
}

resource "aws_lambda_permission" "shop_orders" {
  action        = "lambda:InvokeFunction"
  function_name = var.shop_orders_function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.this.execution_arn}/*/*"
}

resource "aws_api_gateway_deployment" "this" {
  rest_api_id = aws_api_gateway_rest_api.this.id

  triggers = {
    redeployment = sha1(jsonencode([
      aws_api_gateway_rest_api.this.api_key_source,
      aws_api_gateway_rest_api.this.minimum_compression_size,
      aws_api_gateway_rest_api.this.body,
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
  rest_api_id   = aws_api_gateway_rest_api.this.id
  deployment_id = aws_api_gateway_deployment.this.id
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
  rest_api_id = aws_api_gateway_rest_api.this.id
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
  rest_api_id = aws_api_gateway_rest_api.this.id
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
  rest_api_id = aws_api_gateway_rest_api.this.id
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

resource "aws_cloudwatch_metric_alarm" "orders_5xx" {
  alarm_name          = "orders-5xx"
  alarm_description   = "Server errors"
  namespace           = "AWS/ApiGateway"
  metric_name         = "5XXError"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 60
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"

  dimensions = {
    ApiName = aws_api_gateway_rest_api.this.name
    Stage   = aws_api_gateway_stage.prod.stage_name
  }

  alarm_actions = var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]
  tags          = var.tags
}

resource "aws_cloudwatch_metric_alarm" "orders_latency" {
  alarm_name          = "orders-latency"
  alarm_description   = "Slow answers"
  namespace           = "AWS/ApiGateway"
  metric_name         = "Latency"
  extended_statistic  = "p99"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 2000
  period              = 60
  evaluation_periods  = 5
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"

  dimensions = {
    ApiName = aws_api_gateway_rest_api.this.name
    Stage   = aws_api_gateway_stage.prod.stage_name
  }

  alarm_actions = var.alarm_topic_arn == null ? [] : [var.alarm_topic_arn]
  tags          = var.tags
}

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = "orders"

  dashboard_body = jsonencode({
    widgets = [
      {
        type   = "metric"
        x      = 0
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "orders Count, 4XXError, 5XXError"
          region = data.aws_region.current.id
          stat   = "Sum"
          period = 60
          metrics = [
            ["AWS/ApiGateway", "Count", "ApiName", aws_api_gateway_rest_api.this.name],
            ["AWS/ApiGateway", "4XXError", "ApiName", aws_api_gateway_rest_api.this.name],
            ["AWS/ApiGateway", "5XXError", "ApiName", aws_api_gateway_rest_api.this.name],
          ]
        }
      },
      {
        type   = "metric"
        x      = 12
        y      = 0
        width  = 12
        height = 6
        properties = {
          title  = "orders Latency, IntegrationLatency"
          region = data.aws_region.current.id
          stat   = "p99"
          period = 60
          metrics = [
            ["AWS/ApiGateway", "Latency", "ApiName", aws_api_gateway_rest_api.this.name],
            ["AWS/ApiGateway", "IntegrationLatency", "ApiName", aws_api_gateway_rest_api.this.name],
          ]
        }
      },
    ]
  })
}
